import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** A database of the test's own on the run's PostgreSQL, cloned from the migrated template. */
export function createTestDatabase(): Promise<TestDatabase> {
  return cloneTemplate(inject("postgresUrl"));
}

export const TEMPLATE_DATABASE = "rma_desk_template";

/** Clones the template on the server of `serverUrl` (any database of it). */
export async function cloneTemplate(serverUrl: string): Promise<TestDatabase> {
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  await onServer(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE_DATABASE}`);
  return {
    url: databaseUrl(serverUrl, name),
    drop: () => onServer(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(serverUrl, "postgres") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}
