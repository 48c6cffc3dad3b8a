import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const GOAL_KB = 16;

const handles = readdirSync(`${root}extensions`).filter((name) => existsSync(`${root}extensions/${name}/src`));

describe.each(handles)("the bundle of %s, as the CLI built it", (handle) => {
  const code = readFileSync(`${root}build/extensions/${handle}.js`, "utf8");

  it(`is no more than ${GOAL_KB} KB compressed`, () => {
    expect(gzipSync(code, { level: 9 }).byteLength / 1_024).toBeLessThanOrEqual(GOAL_KB);
  });

  it("answers every target that its configuration names", () => {
    const toml = readFileSync(`${root}extensions/${handle}/shopify.extension.toml`, "utf8");
    const targets = [...toml.matchAll(/^\s*target = "(.+)"$/gm)].map(([, target]) => target);

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
