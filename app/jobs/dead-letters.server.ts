import { z } from "zod";
import { db, sqlOf, type Transaction } from "~/db.server";
import { JOBS } from "./definitions";
import { DEAD_LETTER_QUEUE, insertJobs } from "./queue.server";

/** Work that failed at every try, or that can never be done, with its reason. */
export interface DeadLetter {
  id: string;
  shop: string;
  /** Name of the job. */
  job: string;
  /** Code of the fault that ended it. */
  reason: string;
  failedAt: Date;
}

const row = z.object({
  id: z.string(),
  shop: z.string().nullable(),
  job: z.string(),
  reason: z.string().nullable(),
  failedAt: z.date(),
});

// A webhook's job names its delivery only, so the shop stands there.
const SELECT = `
  SELECT j.id::text, coalesce(d.shop, j.data->>'shop') AS shop, j.source_name AS job,
         j.source_output->>'code' AS reason, j.created_on AS "failedAt"
  FROM pgboss.job AS j LEFT JOIN webhook_delivery AS d ON d.id = (j.data->'deliveryIds'->>0)::bigint
  WHERE j.name = $1 AND j.state = 'created' AND ($2::text IS NULL OR coalesce(d.shop, j.data->>'shop') = $2)
  ORDER BY j.created_on DESC LIMIT 500
`;

/** The newest 500 dead letters of a shop, or of all shops for an operator (`null`). */
export async function listDeadLetters(shop: string | null): Promise<DeadLetter[]> {
  const rows = z.array(row).parse(await sqlOf(db).query(SELECT, [DEAD_LETTER_QUEUE, shop]));
  return rows.map((letter) => ({ ...letter, shop: letter.shop ?? "unknown", reason: letter.reason ?? "bug" }));
}

const TAKE = `
  DELETE FROM pgboss.job AS j
  WHERE j.name = $1 AND j.state = 'created' AND j.id = $3::uuid AND ($2::text IS NULL OR $2 = coalesce(
    (SELECT d.shop FROM webhook_delivery AS d WHERE d.id = (j.data->'deliveryIds'->>0)::bigint), j.data->>'shop'))
  RETURNING j.source_name AS job, j.data
`;

const taken = z.object({ job: z.string(), data: z.unknown() });

/** Lets one piece of work run again from its first try. False when it is not there (any more), or another shop's. */
export async function replayDeadLetter(shop: string | null, id: string): Promise<boolean> {
  if (!z.uuid().safeParse(id).success) return false;
  return db.$transaction(async (tx) => {
    const [found] = z.array(taken).parse(await sqlOf(tx).query(TAKE, [DEAD_LETTER_QUEUE, shop, id]));
    return found ? putBack(tx, found) : false;
  });
}

async function putBack(tx: Transaction, { job: name, data }: z.output<typeof taken>): Promise<boolean> {
  const job = JOBS.find((definition) => definition.name === name);
  if (!job) throw new Error(`No queue is called ${name} any more`);
  await insertJobs(tx, job.name, [job.payload.parse(data)]);
  return true;
}
