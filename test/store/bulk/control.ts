export type BulkError = "ACCESS_DENIED" | "INTERNAL_SERVER_ERROR" | "TIMEOUT";

/** What a test does to bulk operations. `webhooks.duplicate(2, "bulk_operations/finish")` sends the news twice. */
export interface BulkControl {
  /** Operations that run from now on stay RUNNING until `resume`. */
  pause(): void;
  resume(): void;
  /** The next operation fails; with `partial` the first half of its rows can be had at `partialDataUrl`. */
  failNext(errorCode: BulkError, options?: { partial?: boolean }): void;
  /** The next result file ends in the middle of its last line; `fileSize` says what it should have been. */
  truncateNext(): void;
}
