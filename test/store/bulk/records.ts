import type { ApiContext } from "../api/view.ts";
import type { BulkError } from "./control.ts";

export interface BulkOperationRecord {
  id: string;
  query: string;
  groupObjects: boolean;
  /** With whose scopes it reads. */
  context: ApiContext;
  status: "CREATED" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELING" | "CANCELED";
  errorCode: BulkError | null;
  createdAt: Date;
  completedAt: Date | null;
  objectCount: number;
  rootObjectCount: number;
  fileSize: number | null;
  /** What can be downloaded: the result, or what there was of it. Null: nothing. */
  file: { text: string; isPartial: boolean } | null;
}

export const isOver = ({ status }: BulkOperationRecord): boolean =>
  status === "COMPLETED" || status === "FAILED" || status === "CANCELED";
