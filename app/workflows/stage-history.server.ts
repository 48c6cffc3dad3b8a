import { stageRows, type Backfill, type StagedRow } from "~/db/backfill-repository.server";
import { Unreadable } from "~/errors";
import { readBulkFile, type FilePiece } from "~/shopify/bulk-file.server";
import { historyRow } from "~/shopify/history-queries";
import type { HistoryStep } from "./run-backfill.server";

/** Null where nothing was found. */
interface Files {
  orders: string | null;
  shipments: string | null;
}

interface Staged {
  backfill: Backfill;
  /** Both files are staged to their ends. */
  isWhole: boolean;
  /** Why the files can be had no more, or ended too early; null while all is well. */
  lost: string | null;
}

/** The two files, each with the columns that say how far it is staged. */
const FILES = [
  { file: "shipments", position: "shipmentsPosition", size: "shipmentsSize" },
  { file: "orders", position: "ordersPosition", size: "ordersSize" },
] as const;

/** Stages the result files as far as there is time, each piece together with the position behind it. */
export async function stageHistory(history: HistoryStep, urls: Files): Promise<Staged> {
  let { backfill } = history;
  for (const { file, position, size } of FILES) {
    if (backfill[position] >= backfill[size]) continue;
    const url = urls[file];
    if (url === null) return { backfill, isWhole: false, lost: "file-gone" };
    try {
      for await (const piece of readBulkFile(url, backfill[position])) {
        backfill = await stagePiece(history, backfill, { piece, position });
        if (Date.now() >= history.until) return { backfill, isWhole: false, lost: null };
      }
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return { backfill, isWhole: false, lost: error.code };
    }
    if (backfill[position] < backfill[size]) return { backfill, isWhole: false, lost: "file-truncated" };
  }
  return { backfill, isWhole: true, lost: null };
}

function stagePiece(
  { db }: HistoryStep,
  backfill: Backfill,
  { piece, position }: { piece: FilePiece; position: (typeof FILES)[number]["position"] },
): Promise<Backfill> {
  const { rows, unreadable } = rowsOf(piece);
  const seen = backfill.unreadable + unreadable + piece.tooLong;
  return stageRows(db, backfill, { rows, [position]: piece.position, unreadable: seen });
}

function rowsOf({ lines }: FilePiece): { rows: StagedRow[]; unreadable: number } {
  const rows: StagedRow[] = [];
  let unreadable = 0;
  for (const line of lines) {
    const row = historyRow(parsed(line));
    if (row === null) unreadable += 1;
    else if (row !== "ignored") rows.push({ ...row, data: line });
  }
  return { rows, unreadable };
}

/** A line that is not JSON is like one that is not ours: it is counted, and the others are read. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
