import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { config } from "~/config.server";
import { preparedName } from "~/db/prepared";
import { PrismaClient, type Prisma } from "@prisma/client";

export type Transaction = Prisma.TransactionClient;
export type Db = PrismaClient | Transaction;

interface Connections {
  prisma: PrismaClient;
  pool: pg.Pool;
  lockPool: pg.Pool;
  numberPool: pg.Pool;
}

declare global {
  // One per process: the server bundle and Remix's bundle each carry a copy of this module.
  var rmaDeskConnections: Connections | undefined;
}

function connect(): Connections {
  // A database that hangs must cost its caller seconds, not for ever.
  const pool = new pg.Pool({
    connectionString: config.DATABASE_URL,
    max: 20,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  });
  const lockPool = new pg.Pool({
    connectionString: config.DATABASE_URL,
    max: 4,
    connectionTimeoutMillis: 30_000,
    idleTimeoutMillis: 10_000,
  });
  const numberPool = new pg.Pool({
    connectionString: config.DATABASE_URL,
    max: 2,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 10_000,
  });
  // An idle connection that dies is replaced at the next use.
  for (const one of [pool, lockPool, numberPool]) one.on("error", () => undefined);
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, {
      disposeExternalPool: false,
      statementNameGenerator: ({ sql }) => preparedName(sql) ?? "",
    }),
    // Fifty shoppers at once stand in line for a connection: seconds, as above.
    transactionOptions: { maxWait: 5_000, timeout: 15_000 },
  });
  return { prisma, pool, lockPool, numberPool };
}

const connections = (globalThis.rmaDeskConnections ??= connect());

/** Everyday reads and writes. */
export const db: PrismaClient = connections.prisma;

/** The paths over many rows (inbox, lists, batches) are SQL of their own; they share Prisma's connections. */
export const pool: pg.Pool = connections.pool;

/** Locks that are held over a network call: whoever waits for one must not take a connection from its holder. */
export const lockPool: pg.Pool = connections.lockPool;

/** Closes every connection of this process. */
export async function disconnect(): Promise<void> {
  await connections.prisma.$disconnect();
  await connections.pool.end();
  await connections.lockPool.end();
  await connections.numberPool.end();
}

/** Hand-written SQL, in whatever transaction it was made for. */
export interface Sql {
  query<Row>(text: string, values: readonly unknown[]): Promise<Row[]>;
}

/**
 * Numbers are given out in a commit of their own: nobody waits at the counter for the end of somebody else's transaction.
 * Whoever takes one holds a connection already, and must not wait for a second one of those.
 */
export const numberSql: Sql = {
  query: async <Row>(text: string, values: readonly unknown[]): Promise<Row[]> => {
    const statement = { name: preparedName(text) ?? "", text, values: [...values] };
    return (await connections.numberPool.query<Row & pg.QueryResultRow>(statement)).rows;
  },
};

/** The paths over many rows are SQL of their own and still join Prisma's transactions. */
export const sqlOf = (db: Db): Sql => ({
  query: <Row>(text: string, values: readonly unknown[]) => db.$queryRawUnsafe<Row[]>(text, ...values),
});
