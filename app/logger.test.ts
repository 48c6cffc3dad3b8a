import { describe, expect, it } from "vitest";
import { describeError } from "./logger.server";

describe("describeError", () => {
  it.each([
    ["a session token", "eyJhbGciOiJIUzI1NiJ9.eyJkZXN0IjoiaHR0cHMifQ.c2lnbmF0dXJl"],
    ["an access token", "shpat_0123456789abcdef"],
    ["an e-mail address", "bob.norman@mail.example.com"],
  ])("cuts %s out of a message", (_what, secret) => {
    const { message, stack } = describeError(new Error(`Failed with ${secret} in it`));

    expect(message).not.toContain(secret);
    expect(stack).not.toContain(secret);
    expect(message).toMatch(/^Failed with \[/);
  });

  it("names the causes without quoting them", () => {
    const error = new Error("outer", { cause: new TypeError("Bob Norman, 1 Main Street") });

    expect(describeError(error)).toMatchObject({ message: "outer", causes: ["TypeError"] });
  });

  it("says nothing of what is no error", () => {
    expect(describeError("Bob Norman")).toEqual({ name: "string", message: "not an Error", causes: [] });
  });
});
