import type { BulkOperationRecord } from "../../bulk/records.ts";
import { isOver } from "../../bulk/records.ts";
import { cancelOperation, demandKnown, startOperation } from "../../bulk/runner.ts";
import { readBulkQuery } from "../../bulk/validate.ts";
import type { StoreState } from "../../state.ts";
import { bulkOperationView } from "../bulk-queries.ts";
import type { ApiContext, View } from "../view.ts";
import { problem } from "./fulfillment-order-input.ts";

/** Since 2026-01 an app may run five bulk queries at a time in a shop. */
const AT_ONCE = 5;

const refusal = (field: readonly string[] | null, message: string, code: string): View =>
  problem("BulkOperationUserError", field, message, code);

/** `bulkOperationRunQuery`: checks the inner query and runs it in the background. */
export function bulkOperationRunQuery(
  state: StoreState,
  { query, groupObjects }: { query: string; groupObjects: boolean },
  context: ApiContext,
): View {
  const answer = (userErrors: View[]): View => ({
    __typename: "BulkOperationRunQueryPayload",
    bulkOperation: null,
    userErrors,
  });
  const inner = readBulkQuery(query);
  if ("errors" in inner) return answer(inner.errors.map((message) => refusal(["query"], message, "INVALID")));
  const running = [...state.bulk.operations.values()].filter((operation) => !isOver(operation));
  if (running.length >= AT_ONCE)
    return answer([
      refusal(
        null,
        `A bulk query operation for this app and shop is already in progress: ${running.map(({ id }) => id).join(", ")}.`,
        "OPERATION_IN_PROGRESS",
      ),
    ]);
  demandKnown(state, inner.document, context);
  const operation: BulkOperationRecord = {
    id: state.ids.gid("BulkOperation"),
    query,
    groupObjects,
    context,
    status: "CREATED",
    errorCode: null,
    createdAt: state.now(),
    completedAt: null,
    objectCount: 0,
    rootObjectCount: 0,
    fileSize: null,
    file: null,
  };
  state.bulk.operations.set(operation.id, operation);
  startOperation(state, operation, inner.document);
  return {
    __typename: "BulkOperationRunQueryPayload",
    bulkOperation: () => bulkOperationView(state, operation),
    userErrors: [],
  };
}

/** `bulkOperationCancel`: CANCELING at once, CANCELED a little later. */
export function bulkOperationCancel(state: StoreState, { id }: { id: string }): View {
  const operation = state.bulk.operations.get(id);
  const answer = (message: string): View => ({
    __typename: "BulkOperationCancelPayload",
    bulkOperation: operation ? () => bulkOperationView(state, operation) : null,
    userErrors: [problem("UserError", ["id"], message)],
  });
  if (!operation) return answer("Bulk operation does not exist.");
  if (!cancelOperation(state, operation))
    return answer(`A bulk operation cannot be canceled when it is ${operation.status.toLowerCase()}.`);
  return {
    __typename: "BulkOperationCancelPayload",
    bulkOperation: () => bulkOperationView(state, operation),
    userErrors: [],
  };
}
