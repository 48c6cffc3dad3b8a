import { replaceShippedPart } from "../fulfilment/carve.ts";
import { placeHold, releaseHolds } from "../fulfilment/holds.ts";
import { HOLD_REASONS, isAtService, isUnfinished, type HoldReason } from "../fulfilment/records.ts";
import { orderNamed, type StoreState } from "../state.ts";

const isReason = (text: string): text is HoldReason => HOLD_REASONS.some((reason) => reason === text);

/** One of Shopify's reasons by its name; anything else is OTHER with the words as its note. */
function reasonOf(words: string): { reason: HoldReason; reasonNotes: string | null } {
  const name = words
    .trim()
    .toUpperCase()
    .replace(/[\s-]+/g, "_");
  return isReason(name) ? { reason: name, reasonNotes: null } : { reason: "OTHER", reasonNotes: words };
}

/** Staff hold what has not shipped of an order, also what is on hold already; a service's part is out of reach. */
export function holdInAdmin(state: StoreState, name: string, words: string): void {
  const order = orderNamed(state, name);
  const open = order.fulfillmentOrders.filter((record) => isUnfinished(record) && !isAtService(record));
  if (open.length === 0) throw new Error(`${order.name} has nothing that could be held.`);
  for (const found of open) {
    const record = replaceShippedPart(state, order, found) ?? found;
    placeHold(state, { order, record }, { ...reasonOf(words), handle: null, byApp: false, units: null });
  }
}

/** Staff release holds for a reason, whoever placed them: Shopify stops nobody. */
export function releaseHoldInAdmin(state: StoreState, name: string, words: string): void {
  const order = orderNamed(state, name);
  const { reason, reasonNotes } = reasonOf(words);
  const released = order.fulfillmentOrders.flatMap((record) =>
    releaseHolds(
      state,
      record,
      (hold) => hold.reason === reason && (reasonNotes === null || hold.reasonNotes === reasonNotes),
    ),
  );
  if (released.length === 0) throw new Error(`${order.name} is not on hold for ${words}.`);
}
