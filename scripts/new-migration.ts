// Writes the SQL that leads from the committed prisma/schema.prisma to the edited one: `npm run db:new-migration NAME`.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTemporaryPostgres } from "./local-postgres.ts";

const SCHEMA = "prisma/schema.prisma";

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name))
  throw new Error("Name the migration in snake_case: npm run db:new-migration NAME");

/** The schema as last committed; empty before the first commit. */
function committedSchema(): string[] {
  const file = join(mkdtempSync(join(tmpdir(), "rma-desk-schema-")), "schema.prisma");
  try {
    writeFileSync(file, execFileSync("git", ["show", `HEAD:${SCHEMA}`], { stdio: ["ignore", "pipe", "ignore"] }));
    return ["--from-schema-datamodel", file];
  } catch {
    return ["--from-empty"];
  }
}

const server = await startTemporaryPostgres();
try {
  const sql = execFileSync(
    process.execPath,
    ["node_modules/prisma/build/index.js", "migrate", "diff", ...committedSchema()].concat([
      "--to-schema-datamodel",
      SCHEMA,
      "--script",
    ]),
    { env: { ...process.env, DATABASE_URL: server.url("postgres") }, encoding: "utf8" },
  );
  const directory = `prisma/migrations/${new Date().toISOString().replace(/\D/g, "").slice(0, 14)}_${name}`;
  mkdirSync(directory, { recursive: true });
  writeFileSync(`${directory}/migration.sql`, sql);
  console.log(`${directory}/migration.sql`);
} finally {
  await server.stop();
}
