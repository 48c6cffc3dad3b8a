import type { BulkControl, BulkError } from "./control.ts";
import type { BulkOperationRecord } from "./records.ts";

interface BulkFault {
  errorCode: BulkError;
  partial: boolean;
}

/** The bulk operations of a shop, and what a test wants to happen to the next ones. */
export class BulkBook implements BulkControl {
  readonly operations = new Map<string, BulkOperationRecord>();
  readonly #faults: BulkFault[] = [];
  readonly #paused = new Map<BulkOperationRecord, () => void>();
  #isPaused = false;
  #cutNext = false;

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    for (const operation of [...this.#paused.keys()]) this.release(operation);
  }

  failNext(errorCode: BulkError, { partial = false }: { partial?: boolean } = {}): void {
    this.#faults.push({ errorCode, partial });
  }

  truncateNext(): void {
    this.#cutNext = true;
  }

  /** Goes on at once, or when it is resumed or cancelled. */
  whenResumed(proceed: () => void, operation: BulkOperationRecord): void {
    if (this.#isPaused && operation.status !== "CANCELING") this.#paused.set(operation, proceed);
    else proceed();
  }

  release(operation: BulkOperationRecord): void {
    const proceed = this.#paused.get(operation);
    this.#paused.delete(operation);
    proceed?.();
  }

  takeFault(): BulkFault | undefined {
    return this.#faults.shift();
  }

  /** Cuts the last line in two when a test asked for that. */
  maybeCut(text: string): string {
    if (!this.#cutNext) return text;
    this.#cutNext = false;
    const start = text.lastIndexOf("\n", text.length - 2) + 1;
    return text.slice(0, start + Math.ceil((text.length - start) / 2));
  }
}
