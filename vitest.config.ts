import tsconfigPaths from "vite-tsconfig-paths";
import { defineConfig } from "vitest/config";

const INTEGRATION = "**/*.it.test.ts";
const BROWSER = "test/browser/**/*.test.ts";
const STORIES = "test/scenario/**/*.stories.test.ts";

export default defineConfig({
  test: {
    globalSetup: "test/global-setup.ts",
    reporters: ["default"],
    projects: [
      {
        plugins: [tsconfigPaths()],
        test: {
          name: "unit",
          include: ["app/**/*.test.{ts,tsx}", "test/**/*.test.ts"],
          exclude: [INTEGRATION, BROWSER, STORIES, "node_modules/**"],
          setupFiles: ["test/setup.ts"],
        },
      },
      {
        plugins: [tsconfigPaths()],
        test: {
          name: "integration",
          include: [`app/${INTEGRATION}`, `test/${INTEGRATION}`],
          setupFiles: ["test/setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Extensions run on Preact in a document of their own; the tester is published as source.
        esbuild: { jsx: "automatic", jsxImportSource: "preact" },
        test: {
          name: "extensions",
          include: ["extensions/*/tests/**/*.test.{ts,tsx}"],
          environment: "jsdom",
          server: { deps: { inline: ["@shopify/ui-extensions-tester"] } },
        },
      },
      {
        plugins: [tsconfigPaths()],
        test: { name: "stories", include: [STORIES], testTimeout: 600_000, hookTimeout: 120_000 },
      },
      {
        plugins: [tsconfigPaths()],
        test: {
          name: "browser",
          include: [BROWSER],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
