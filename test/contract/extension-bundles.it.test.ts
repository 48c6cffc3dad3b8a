import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const GOAL_KB = 16;

/** One configuration may hold several extensions, each with a bundle of its own. */
const extensions = readdirSync(`${root}extensions`)
  .filter((name) => existsSync(`${root}extensions/${name}/src`))
  .flatMap((folder) => {
    const toml = readFileSync(`${root}extensions/${folder}/shopify.extension.toml`, "utf8");
    return toml
      .split("[[extensions]]")
      .slice(1)
      .map((text) => ({ handle: /^handle = "(.+)"$/m.exec(text)?.[1] ?? "", text }));
  });

describe.each(extensions)("the bundle of $handle, as the CLI built it", ({ handle, text }) => {
  const code = readFileSync(`${root}build/extensions/${handle}.js`, "utf8");

  it(`is no more than ${GOAL_KB} KB compressed`, () => {
    expect(gzipSync(code, { level: 9 }).byteLength / 1_024).toBeLessThanOrEqual(GOAL_KB);
  });

  it("answers every target that its configuration names", () => {
    const targets = [...text.matchAll(/^\s*target = "(.+)"$/gm)].map(([, target]) => target);

    expect([...code.matchAll(/shopify\.extend\("([^"]+)"/g)].map(([, target]) => target).sort()).toEqual(
      targets.sort(),
    );
  });

  it("calls the address of shopify.app.toml and leaves nothing to a process that it does not have", () => {
    const [, url] = /^application_url = "(.+)"$/m.exec(readFileSync(`${root}shopify.app.toml`, "utf8")) ?? [];

    expect(code).toContain(`${url}/`);
    expect(code).not.toContain("process.env");
  });
});
