import { unpaidUnits, type ReturnLine, type Rma } from "./rma";
import { isFinal, nextStatus } from "./rma-status";

/** A return as Shopify has it now. */
export interface MirroredReturn {
  readonly returnId: string;
  readonly status: "REQUESTED" | "OPEN" | "CLOSED" | "CANCELED" | "DECLINED";
  readonly lines: readonly MirroredLine[];
}

interface MirroredLine {
  readonly returnLineItemId: string;
  readonly quantity: number;
  readonly processed: number;
}

/** One thing to do at Shopify so that it shows what the case is. */
export type MirrorStep =
  | { readonly kind: "create"; readonly lines: readonly ReturnLine[] }
  | {
      readonly kind: "remove";
      readonly returnId: string;
      readonly lines: readonly { readonly returnLineItemId: string; readonly quantity: number }[];
    }
  | { readonly kind: "cancel" | "close" | "reopen"; readonly returnId: string };

/**
 * The next step that leads Shopify's returns to what the case is (R13); null when they agree. Units that expired, were rejected
 * or moved to a return with the fee leave theirs; a return of which nothing is left is cancelled; one of a finished case is
 * closed. Units must leave one return before they can be on another, so creating comes last.
 */
export function nextMirrorStep(rma: Rma, returns: readonly MirroredReturn[]): MirrorStep | null {
  for (const mirrored of returns) {
    const step = stepFor(rma, mirrored);
    if (step !== null) return step;
  }
  const missing = rma.returnLines.filter((line) => line.returnId === null && unitsAtShopify(rma, line) > 0);
  return missing.length > 0 && rma.approvedAt !== null ? { kind: "create", lines: missing } : null;
}

/**
 * The return lines of a case without the returns that somebody cancelled at Shopify. The goods are here, so what is due must
 * come on a new one (R12, R13); before anything arrived the cancelling ends the case, as soon as its webhook is heard.
 */
export function withoutCancelled(rma: Rma, returns: readonly MirroredReturn[]): readonly ReturnLine[] {
  if (nextStatus(rma.status, "withdraw").ok) return rma.returnLines;
  const cancelled = new Set(returns.flatMap(({ returnId, status }) => (status === "CANCELED" ? returnId : [])));
  return rma.returnLines.map((line) => {
    const isMissed = line.returnId !== null && cancelled.has(line.returnId) && unitsAtShopify(rma, line) > 0;
    return isMissed ? { ...line, returnId: null, returnLineItemId: null } : line;
  });
}

/**
 * Units that must be on a return at Shopify: all that hold a position of their line, so none that expired, were rejected,
 * repaired or replaced; none where money is not the end.
 */
export function unitsAtShopify(rma: Rma, { positions }: ReturnLine): number {
  return ENDS_WITHOUT_RETURN.has(rma.status) ? 0 : positions.length;
}

const ENDS_WITHOUT_RETURN: ReadonlySet<Rma["status"]> = new Set([
  "cancelled",
  "expired",
  "sent-back",
  "handled-elsewhere",
]);

function stepFor(rma: Rma, mirrored: MirroredReturn): MirrorStep | null {
  const { returnId, status } = mirrored;
  if (status === "CANCELED" || status === "DECLINED") return null;
  const lines = mirrored.lines.map((line) => ({ ...line, surplus: surplusOf(rma, returnId, line) }));
  const isUnprocessed = lines.every(({ processed }) => processed === 0);
  const isEmpty = lines.every(({ surplus, quantity }) => surplus === quantity);
  if (isEmpty && isUnprocessed) return { kind: "cancel", returnId };
  const surplus = lines.filter((line) => line.surplus > 0);
  if (surplus.length > 0) {
    if (status === "CLOSED") return { kind: "reopen", returnId };
    const removed = surplus.map((line) => ({ returnLineItemId: line.returnLineItemId, quantity: line.surplus }));
    return { kind: "remove", returnId, lines: removed };
  }
  return stepToRest(rma, mirrored);
}

/** Every unit is where it must be: what is left is whether the return is open. */
function stepToRest(rma: Rma, { returnId, status }: MirroredReturn): MirrorStep | null {
  if (isFinal(rma.status)) return status === "OPEN" ? { kind: "close", returnId } : null;
  // Somebody closed it while accepted units wait for their money: only an open return can be paid.
  const isOwed = rma.returnLines.some((line) => line.returnId === returnId && unpaidUnits(line) > 0);
  return status === "CLOSED" && isOwed ? { kind: "reopen", returnId } : null;
}

/** Units that Shopify has processed, whoever did it, stay on their return. */
const surplusOf = (rma: Rma, returnId: string, line: MirroredLine): number =>
  line.quantity - Math.max(line.processed, wantedOn(rma, returnId, line));

function wantedOn(rma: Rma, returnId: string, { returnLineItemId, quantity: mirroredUnits }: MirroredLine): number {
  const line = rma.returnLines.find((one) => one.returnId === returnId && one.returnLineItemId === returnLineItemId);
  // A line that is none of the case's was put there by staff, and is theirs to take off.
  return line === undefined ? mirroredUnits : unitsAtShopify(rma, line);
}
