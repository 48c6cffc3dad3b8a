import { isExpired, urlOf } from "../bulk/files.ts";
import type { BulkOperationRecord } from "../bulk/records.ts";
import { restId, type StoreState } from "../state.ts";
import { connection, type PageArguments } from "./connection.ts";
import { idTest, instantTest, searchFilter, type FieldTest } from "./search.ts";
import { apiError, NotInTheStore, type View } from "./view.ts";

export const bulkOperationView = (state: StoreState, operation: BulkOperationRecord): View => {
  const url = urlOf(state, operation);
  const isPartial = operation.file?.isPartial === true;
  return {
    __typename: "BulkOperation",
    id: operation.id,
    query: operation.query,
    type: "QUERY",
    status: isExpired(state, operation) ? "EXPIRED" : operation.status,
    errorCode: operation.errorCode,
    createdAt: operation.createdAt.toISOString(),
    completedAt: operation.completedAt?.toISOString() ?? null,
    objectCount: String(operation.objectCount),
    rootObjectCount: String(operation.rootObjectCount),
    fileSize: operation.fileSize === null ? null : String(operation.fileSize),
    url: isPartial ? null : url,
    partialDataUrl: isPartial ? url : null,
  };
};

const searchFields = (state: StoreState): Readonly<Record<string, FieldTest<BulkOperationRecord>>> => ({
  created_at: ({ createdAt }, term) => instantTest(createdAt, term, state.settings.timezone),
  id: ({ id }, term) => idTest(id, term.value, term.comparator),
  operation_type: (_operation, { value }) => value === "query",
  status: ({ status }, { value }) => status.toLowerCase() === value,
});

type ListArguments = PageArguments & { query?: string | null; sortKey?: string | null };

/** Newest first, as Shopify says; `reverse` turns that round. */
function bulkOperations(state: StoreState, { query, sortKey, ...page }: ListArguments): View {
  const sorts: Readonly<Record<string, (operation: BulkOperationRecord) => number>> = {
    CREATED_AT: ({ id }) => -restId(id),
    COMPLETED_AT: ({ completedAt }) => -(completedAt?.getTime() ?? 0),
  };
  const sortBy = sorts[sortKey ?? "CREATED_AT"];
  if (!sortBy) throw new NotInTheStore(`sorting by ${sortKey}`);
  const items = [...state.bulk.operations.values()].filter(searchFilter(query, searchFields(state)));
  const view = (operation: BulkOperationRecord) => bulkOperationView(state, operation);
  return connection({ type: "BulkOperation", items, idOf: ({ id }) => id, view, sortBy }, page);
}

function bulkOperationNode(state: StoreState, id: string): View | null {
  const operation = state.bulk.operations.get(id);
  return operation ? bulkOperationView(state, operation) : null;
}

/** The root fields of bulk operations. */
export const bulkQueries = (state: StoreState) => ({
  bulkOperation: ({ id }: { id: string }) => {
    if (!id.startsWith("gid://shopify/BulkOperation/")) throw apiError(`Invalid id: ${id}`, "RESOURCE_NOT_FOUND");
    return bulkOperationNode(state, id);
  },
  bulkOperations: (page: ListArguments) => bulkOperations(state, page),
});

export const BULK_FINDERS: Readonly<Record<string, (state: StoreState, id: string) => View | null>> = {
  BulkOperation: bulkOperationNode,
};
