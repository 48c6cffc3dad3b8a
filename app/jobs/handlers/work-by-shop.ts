import { done, failed, type JobOutcome } from "../handler.server";

interface OfShop {
  shop: string;
}

interface ShopWork<Payload> {
  /** What a job is about; a batch that names it twice works on it once. */
  subjectOf: (payload: Payload) => string;
  /** Works on the subjects of one shop; answers with those that failed, each with its reason. */
  work: (shop: string, subjects: string[]) => Promise<ReadonlyMap<string, unknown>>;
}

/**
 * Works a batch off shop by shop: jobs of one shop share its token and its calls, a shop whose work fails as a whole
 * leaves the others alone, and no shop sees another's subjects.
 */
export async function workByShop<Payload extends OfShop>(
  payloads: readonly Payload[],
  { subjectOf, work }: ShopWork<Payload>,
): Promise<JobOutcome[]> {
  const subjectsByShop = new Map<string, Set<string>>();
  for (const payload of payloads) {
    const subjects = subjectsByShop.get(payload.shop) ?? new Set();
    subjectsByShop.set(payload.shop, subjects.add(subjectOf(payload)));
  }
  const failures = new Map<string, ReadonlyMap<string, unknown>>();
  await Promise.all(
    [...subjectsByShop].map(async ([shop, subjects]) => {
      failures.set(shop, await work(shop, [...subjects]).catch((error: unknown) => allFailed(subjects, error)));
    }),
  );
  return payloads.map((payload) => {
    const ofShop = failures.get(payload.shop);
    const subject = subjectOf(payload);
    return ofShop?.has(subject) ? failed(ofShop.get(subject)) : done;
  });
}

const allFailed = (subjects: ReadonlySet<string>, error: unknown): ReadonlyMap<string, unknown> =>
  new Map([...subjects].map((subject) => [subject, error]));
