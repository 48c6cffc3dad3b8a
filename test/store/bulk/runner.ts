import { executeSync, type DocumentNode, type ExecutionResult } from "graphql";
import { everything } from "../api/connection.ts";
import { queryRoot } from "../api/queries.ts";
import { adminSchema } from "../api/schema.ts";
import { NotInTheStore, resolveField, resolveType, type ApiContext } from "../api/view.ts";
import type { StoreState } from "../state.ts";
import { instant } from "../webhooks/payloads.ts";
import type { BulkError } from "./control.ts";
import type { BulkOperationRecord } from "./records.ts";
import { isOver } from "./records.ts";
import { linesOf, rowsOf } from "./rows.ts";

/** Real milliseconds between two statuses: long enough for the answer that names the operation to arrive first. */
const STEP_MS = 15;

/** Reads a document without pages. `rows`: how many of each connection. */
function read(state: StoreState, document: DocumentNode, { context, rows }: { context: ApiContext; rows: number }) {
  return everything(rows, () =>
    executeSync({
      schema: adminSchema().schema,
      document,
      rootValue: queryRoot(state),
      contextValue: context,
      fieldResolver: resolveField,
      typeResolver: resolveType,
    }),
  );
}

/** A query that the store cannot answer fails at once, not as a failed operation. @throws NotInTheStore */
export function demandKnown(state: StoreState, document: DocumentNode, context: ApiContext): void {
  refuseGaps(read(state, document, { context, rows: 1 }));
}

/** A gap of the store is no error of Shopify's. */
function refuseGaps({ errors = [] }: ExecutionResult): void {
  for (const { originalError } of errors) if (originalError instanceof NotInTheStore) throw originalError;
}

/** Runs an operation in the background, as Shopify does; what waits for webhooks waits for it too, unless it is paused. */
export function startOperation(state: StoreState, operation: BulkOperationRecord, document: DocumentNode): void {
  later(state, () => {
    if (operation.status === "CREATED") operation.status = "RUNNING";
    state.bulk.whenResumed(() => later(state, () => finish(state, operation, document)), operation);
  });
}

function later(state: StoreState, act: () => void): void {
  const done = state.webhooks.expectMore();
  setTimeout(() => {
    act();
    done();
  }, STEP_MS);
}

function finish(state: StoreState, operation: BulkOperationRecord, document: DocumentNode): void {
  const result = read(state, document, { context: operation.context, rows: Number.POSITIVE_INFINITY });
  refuseGaps(result);
  const rows = rowsOf(result.data);
  const lines = linesOf(rows, operation.groupObjects);
  const wasCanceled = operation.status === "CANCELING";
  const fault = state.bulk.takeFault();
  const errorCode = fault?.errorCode ?? errorOf(result);
  const isWhole = !wasCanceled && errorCode === null;
  const kept = isWhole ? lines : fault?.partial || wasCanceled ? lines.slice(0, Math.ceil(lines.length / 2)) : [];
  operation.status = wasCanceled ? "CANCELED" : errorCode === null ? "COMPLETED" : "FAILED";
  operation.errorCode = wasCanceled ? null : errorCode;
  operation.completedAt = state.now();
  operation.objectCount = isWhole ? rows.length : kept.length;
  operation.rootObjectCount = isWhole ? rows.filter(({ depth }) => depth === 0).length : 0;
  const text = kept.map((line) => `${line}\n`).join("");
  operation.fileSize = isWhole && text !== "" ? Buffer.byteLength(text) : null;
  operation.file = text === "" ? null : { text: state.bulk.maybeCut(text), isPartial: !isWhole };
  tellOfEnd(state, operation);
}

const errorOf = ({ errors = [] }: ExecutionResult): BulkError | null => {
  if (errors.length === 0) return null;
  return errors.some(({ extensions }) => extensions["code"] === "ACCESS_DENIED")
    ? "ACCESS_DENIED"
    : "INTERNAL_SERVER_ERROR";
};

function tellOfEnd(state: StoreState, operation: BulkOperationRecord): void {
  const at = (date: Date) => instant(date, state.settings.timezone);
  state.webhooks.emit("bulk_operations/finish", {
    admin_graphql_api_id: operation.id,
    completed_at: operation.completedAt ? at(operation.completedAt) : null,
    created_at: at(operation.createdAt),
    error_code: operation.errorCode?.toLowerCase() ?? null,
    status: operation.status.toLowerCase(),
    type: "query",
  });
}

/** @returns whether there was something left to cancel. */
export function cancelOperation(state: StoreState, operation: BulkOperationRecord): boolean {
  if (isOver(operation) || operation.status === "CANCELING") return false;
  operation.status = "CANCELING";
  state.bulk.release(operation);
  return true;
}
