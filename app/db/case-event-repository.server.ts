import type { CaseEventCode } from "~/domain/case-event-codes";
import { sqlOf, type Db } from "~/db.server";
import { prepared } from "./prepared";

/** What an event is about; `subjectId` is the GID or our own id of it. */
type EventSubject = "shop" | "order" | "product" | "rma";

export interface CaseEvent {
  shop: string;
  subject: EventSubject;
  subjectId: string;
  code: CaseEventCode;
  /** Who or what acted: `app`, `shopify`, `customer`, or `user:<id>`. Never a name. */
  by: string;
  at: Date;
  /** Facts, rule, version, before and after; no data of a person. */
  details: Record<string, unknown>;
}

const INSERT = prepared(`
  INSERT INTO case_event (shop, subject, subject_id, code, by, at, details)
  SELECT e.shop, e.subject, e.subject_id, e.code, e.by, e.at, e.details
  FROM jsonb_to_recordset($1::jsonb)
    AS e(shop text, subject text, subject_id text, code text, by text, at timestamptz, details jsonb)
`);

/** Appends to the timelines, in the order given (R45). Events are never changed or removed but by redaction. */
export async function appendEvents(db: Db, events: readonly CaseEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ subjectId, ...event }) => ({ ...event, subject_id: subjectId }));
  await sqlOf(db).query(INSERT, [JSON.stringify(rows)]);
}
