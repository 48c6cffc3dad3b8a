import { describe, expect, it } from "vitest";
import { readerOf } from "./languages";

describe("readerOf", () => {
  it.each([
    ["fr", { language: "fr", locale: "fr-CA" }],
    ["fr-CA", { language: "fr", locale: "fr-CA" }],
    ["FR-fr", { language: "fr", locale: "fr-FR" }],
    ["en-US", { language: "en", locale: "en-US" }],
    ["en", { language: "en", locale: "en-CA" }],
    ["de", { language: "en", locale: "en-CA" }],
    ["fr<script>", { language: "en", locale: "en-CA" }],
    [null, { language: "en", locale: "en-CA" }],
  ])("reads %s", (locale, expected) => {
    expect(readerOf(locale)).toEqual(expected);
  });
});
