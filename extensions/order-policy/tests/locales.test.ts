/// <reference types="vite/client" />
import { describe, expect, it } from "vitest";
import en from "../locales/en.default.json" with { type: "json" };
import fr from "../locales/fr.json" with { type: "json" };

const sourceFiles = import.meta.glob("../src/*", { query: "?raw", import: "default", eager: true });

/** Every text of a locale file by its path, with the words it leaves open. */
function textsIn(value: unknown, path = ""): Map<string, string> {
  if (typeof value === "string") return new Map([[path, value]]);
  const entries = Object.entries(value ?? {});
  return new Map(entries.flatMap(([key, child]) => [...textsIn(child, path === "" ? key : `${path}.${key}`)]));
}

const openWords = (text: string | undefined): string[] =>
  [...(text ?? "").matchAll(/\{\{(\w+)\}\}/g)].map(([, word]) => word ?? "").sort();

describe("the locale files", () => {
  const english = textsIn(en);
  const french = textsIn(fr);

  it("say everything in both languages, with the same words left open", () => {
    expect([...french.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [path, text] of english) expect(openWords(french.get(path)), path).toEqual(openWords(text));
  });

  it("have a text for every key that the sources name", () => {
    const sources = Object.values(sourceFiles).join("\n");
    const named = [...sources.matchAll(/\bt\("([\w.-]+)"/g)].map(([, key]) => key ?? "");
    const known = new Set([...english.keys()].flatMap((key) => [key, key.replace(/\.(one|other)$/, "")]));

    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((key) => !known.has(key))).toEqual([]);
  });
});
