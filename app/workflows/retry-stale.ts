import { StaleWrite } from "~/errors";

const MOST_TRIES = 4;

/** Reads and decides again when somebody else was first: what a person waits for must not fail for that. */
export async function retryStale<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StaleWrite) || attempt === MOST_TRIES) throw error;
    }
  }
}
