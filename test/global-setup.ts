import type { TestProject } from "vitest/node";
import { startTemporaryPostgres } from "../scripts/local-postgres.ts";
import { migrate } from "../scripts/migrate.ts";
import { TEMPLATE_DATABASE } from "./database.ts";

/** One PostgreSQL for the whole run, with a migrated template that every test clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTemporaryPostgres();
  await migrate(server.url(TEMPLATE_DATABASE));
  project.provide("postgresUrl", server.url("postgres"));
  return () => server.stop();
}
