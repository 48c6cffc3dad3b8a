import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const extension = join(root, "extensions/policy-notice");
const cli = join(root, "node_modules/@shopify/cli/bin/run.js");

/** What Shopify's own linter says of a theme extension, and whether it lets it pass; it needs no network. */
function themeCheck(path: string): Promise<{ passes: boolean; said: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, CI: "1", SHOPIFY_CLI_NO_ANALYTICS: "1" };
    execFile(process.execPath, [cli, "theme", "check", "--path", path], { env }, (error, said, complaints) =>
      resolve({ passes: error === null, said: said + complaints }),
    );
  });
}

const textsOf = (file: string): unknown => JSON.parse(readFileSync(join(extension, "locales", file), "utf8"));

/** The path of every text, with the words that it leaves open. */
function shapeOf(value: unknown): unknown {
  if (typeof value === "string") return [...value.matchAll(/\{\{ \w+ \}\}/g)].map(([word]) => word);
  return Object.fromEntries(Object.entries(value ?? {}).map(([key, child]) => [key, shapeOf(child)]));
}

describe("the theme app extension", () => {
  it("passes theme check, which finds a text that is not there", async () => {
    const copy = mkdtempSync(join(tmpdir(), "policy-notice-"));
    cpSync(extension, copy, { recursive: true });
    const block = join(copy, "blocks/product-notice.liquid");
    writeFileSync(block, readFileSync(block, "utf8").replace("'product.text'", "'product.nothing'"));

    const [own, broken] = await Promise.all([themeCheck(extension), themeCheck(copy)]);
    rmSync(copy, { recursive: true });

    expect([own.passes, own.said]).toEqual([true, expect.stringContaining("no offenses found")]);
    expect([broken.passes, broken.said]).toEqual([false, expect.stringContaining("product.nothing")]);
  });

  it.each([
    ["en.default.json", "fr.json"],
    ["en.default.schema.json", "fr.schema.json"],
  ])("says all of %s in French", (english, french) => {
    expect(shapeOf(textsOf(french))).toEqual(shapeOf(textsOf(english)));
  });

  it("reads the class that the app writes, and no metafield of the merchant's", () => {
    const blocks = ["product-notice", "cart-notice"].map((name) =>
      readFileSync(join(extension, `blocks/${name}.liquid`), "utf8"),
    );
    const [definition] = /^\[product\.metafields\.app\.return_class\]$[^[]*/m.exec(
      readFileSync(join(root, "shopify.app.toml"), "utf8"),
    ) ?? [""];

    for (const block of blocks) {
      expect(block).toContain("metafields['$app'].return_class.value");
      expect(block).not.toContain("non_returnable");
    }
    expect(definition).toContain('access.storefront = "public_read"');
  });
});
