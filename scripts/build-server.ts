import { existsSync } from "node:fs";
import { build } from "esbuild";

/** Processes and commands of the product, by the name they get under build/. */
const ENTRIES = {
  web: "app/server/web.server.ts",
  worker: "app/server/worker.server.ts",
  "dead-letters": "app/cli/dead-letters.server.ts",
  policy: "app/cli/policy.server.ts",
} as const;

const entryPoints = Object.fromEntries(Object.entries(ENTRIES).filter(([, file]) => existsSync(file)));

// Packages stay where npm put them; only our own modules, with their `~/` imports, become one file each.
await build({
  entryPoints,
  outdir: "build",
  bundle: true,
  platform: "node",
  target: "node24",
  format: "esm",
  packages: "external",
  sourcemap: true,
  tsconfig: "tsconfig.json",
  logLevel: "warning",
});
