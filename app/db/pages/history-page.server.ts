import { findBackfill, type Backfill } from "~/db/backfill-repository.server";
import type { Db } from "~/db.server";
import { isBackfillOver, pace, type BackfillState } from "~/domain/backfill";

/** A reading that has told nothing for this long waits to be tried again, or for a worker. */
const SILENT_AFTER_MS = 2 * 60_000;

export interface HistoryPage {
  state: BackfillState;
  since: string | null;
  problem: string | null;
  failures: number;
  /** In the present state: bytes while staging, else orders. Null while nobody can say. */
  course: { done: number; total: number; perSecond: number | null; secondsLeft: number | null } | null;
  total: number;
  judged: number;
  stored: number;
  unreadable: number;
  unwritten: number;
  startedAt: string;
  updatedAt: string;
  isOver: boolean;
  isSilent: boolean;
}

/** How far the latest reading of the shop's history is; null when there never was one. */
export async function historyPage(db: Db, shop: string, now: Date): Promise<HistoryPage | null> {
  const backfill = await findBackfill(db, shop);
  if (backfill === null) return null;
  const { state, since, problem, failures, total, judged, stored, unreadable, unwritten } = backfill;
  const { startedAt, updatedAt } = backfill;
  const isOver = isBackfillOver(state);
  return {
    state,
    since: since?.toISOString() ?? null,
    problem,
    failures,
    course: courseOf(backfill),
    total,
    judged,
    stored,
    unreadable,
    unwritten,
    startedAt: startedAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    isOver,
    isSilent: !isOver && now.getTime() - updatedAt.getTime() > SILENT_AFTER_MS,
  };
}

function courseOf(backfill: Backfill): HistoryPage["course"] {
  const counted = countsOf(backfill);
  if (counted === null) return null;
  const seconds = (backfill.updatedAt.getTime() - backfill.stateSince.getTime()) / 1_000;
  const found = pace({ ...counted, seconds });
  return { ...counted, perSecond: found?.perSecond ?? null, secondsLeft: found?.secondsLeft ?? null };
}

function countsOf(backfill: Backfill): { done: number; total: number } | null {
  const { state, ordersPosition, shipmentsPosition, ordersSize, shipmentsSize, judged, total } = backfill;
  if (state === "staging") return { done: ordersPosition + shipmentsPosition, total: ordersSize + shipmentsSize };
  return state === "judging" ? { done: judged, total } : null;
}
