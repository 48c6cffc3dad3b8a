import type { Call, CallHook, Fault, FaultKind } from "../types.ts";

const KEPT = 10_000;

/** What was called, what was told to fail, and who wants to know of a call before it is answered. */
export class CallLog {
  readonly #faults: { operation: string; fail: FaultKind; left: number }[] = [];
  readonly #onSuccess: { operation: string; hook: CallHook }[] = [];
  readonly #onEach = new Set<CallHook>();
  readonly #calls: Call[] = [];

  get calls(): readonly Call[] {
    return this.#calls;
  }

  failNext({ operation, fail, times }: Fault): void {
    this.#faults.push({ operation, fail, left: times });
  }

  onSucceeded(operation: string, hook: CallHook): void {
    this.#onSuccess.push({ operation, hook });
  }

  afterEach(hook: CallHook): () => void {
    this.#onEach.add(hook);
    return () => this.#onEach.delete(hook);
  }

  /** The fault waiting for one of these root fields, used up by this call. */
  takeFault(operations: readonly string[]): { operation: string; fail: FaultKind } | null {
    const index = this.#faults.findIndex(({ operation }) => operations.includes(operation));
    const fault = this.#faults[index];
    if (!fault) return null;
    fault.left -= 1;
    if (fault.left <= 0) this.#faults.splice(index, 1);
    return { operation: fault.operation, fail: fault.fail };
  }

  /** Notes a call and tells the hooks, which may end the caller's process before it hears the answer. */
  async record(call: Call): Promise<void> {
    this.#calls.push(call);
    if (this.#calls.length > KEPT) this.#calls.splice(0, KEPT / 2);
    if (call.status === "ok" || call.status === "cut") {
      const index = this.#onSuccess.findIndex(({ operation }) => operation === call.operation);
      const [waiting] = index === -1 ? [] : this.#onSuccess.splice(index, 1);
      if (waiting) await waiting.hook(call);
    }
    for (const hook of this.#onEach) await hook(call);
  }
}
