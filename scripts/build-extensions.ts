import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/**
 * Builds the extensions with the Shopify CLI's own bundler, without a login or a network, and leaves the bundles in
 * build/extensions/. The CLI bakes in the APP_URL of a .env beside shopify.app.toml. A clone has none, so a copy is built
 * that names the `application_url`.
 */
const root = fileURLToPath(new URL("../", import.meta.url));
const copy = join(root, "build/extensions-source");
const out = join(root, "build/extensions");
const stamp = join(out, "built-from");

const SOURCES = ["extensions", "scripts/build-extensions.ts", "shopify.app.toml", "package-lock.json"];

/** Shopify refuses a larger bundle at `app deploy`. */
const ALLOWED = 64 * 1_024;

const source = digest(SOURCES.flatMap(filesIn));
if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== source) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  stage();
  await bundle();
  for (const file of filesIn(join(copy, "extensions")).filter((name) => /\/dist\/[^/]+\.js$/.test(name))) keep(file);
  rmSync(copy, { recursive: true, force: true });
  // Last, so that a build that failed is not taken for one that is up to date.
  writeFileSync(stamp, source);
}

function filesIn(path: string): string[] {
  const full = path.startsWith(root) ? path : join(root, path);
  if (!existsSync(full)) return [];
  const entries = readdirSync(join(full, ".."), { withFileTypes: true });
  if (entries.some((entry) => entry.isFile() && entry.name === basename(full))) return [full];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function digest(files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file.slice(root.length)).update("\0").update(readFileSync(file));
  return hash.digest("hex");
}

function stage(): void {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const name of ["extensions", "shopify.app.toml"])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  writeFileSync(join(copy, "package.json"), JSON.stringify({ name: "rma-desk", private: true }));
  const [, url] =
    /^application_url = "(https:[^"]+)"$/m.exec(readFileSync(join(root, "shopify.app.toml"), "utf8")) ?? [];
  if (url === undefined) throw new Error("shopify.app.toml names no application_url.");
  writeFileSync(join(copy, ".env"), `APP_URL=${url}\n`);
}

async function bundle(): Promise<void> {
  const cli = join(root, "node_modules/@shopify/cli/bin/run.js");
  const child = spawn(process.execPath, [cli, "app", "build", "--path", copy, "--skip-dependencies-installation"], {
    env: { ...process.env, CI: "1", SHOPIFY_CLI_NO_ANALYTICS: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [code]: unknown[] = await once(child, "exit");
  if (code !== 0) throw new Error(`shopify app build failed:\n${said}`);
}

function keep(file: string): void {
  const code = readFileSync(file);
  const compressed = gzipSync(code, { level: 9 }).byteLength;
  const name = basename(file);
  process.stdout.write(`${name}: ${(compressed / 1_024).toFixed(1)} KB compressed\n`);
  if (compressed > ALLOWED) throw new Error(`${name} is larger than Shopify takes (64 KB compressed).`);
  writeFileSync(join(out, name), code);
}
