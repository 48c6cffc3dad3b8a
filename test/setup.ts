import { afterEach, beforeEach, expect, vi } from "vitest";

// What config.server.ts asks for; a test that needs a database sets DATABASE_URL before it imports the app.
Object.assign(process.env, {
  NODE_ENV: "test",
  PORT: "3000",
  DATABASE_URL: process.env["DATABASE_URL"] ?? "postgresql://nobody:nothing@127.0.0.1:1/none",
  SHOPIFY_API_KEY: "test-api-key",
  SHOPIFY_API_SECRET: "test-api-secret",
  SHOPIFY_API_SECRET_PREVIOUS: "",
  SHOPIFY_APP_URL: "https://rma-desk.test",
  SESSION_KEY: Buffer.alloc(32, 7).toString("base64"),
  JOB_RETRY_MAX_SECONDS: "1",
  SMTP_URL: "",
  MAIL_FROM: "",
  LOG_LEVEL: "silent",
});

// A warning that nobody expects is a failure, not noise.
beforeEach(() => {
  vi.spyOn(console, "error");
  vi.spyOn(console, "warn");
});

afterEach(() => {
  const said = [...vi.mocked(console.error).mock.calls, ...vi.mocked(console.warn).mock.calls];
  vi.restoreAllMocks();
  expect(said, "console.error and console.warn").toEqual([]);
});
