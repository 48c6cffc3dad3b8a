import type { CalendarDate } from "../calendar-date";
import { invoiceShippedUnits, withoutUnits } from "../policy/invoice-dates";
import type { LineSnapshot, LineState } from "../policy/order-snapshot";
import type { PolicyVersion } from "../policy/policy-settings";
import type { AttributedRefund, LooseUnits } from "./attribute-refund";
import type { BreachCode } from "./breach-codes";
import type { RefundFacts } from "./refund-facts";

/** A line of the order as it was frozen and as it is, this refund included. */
interface RefundedOrderLine {
  readonly line: LineSnapshot;
  readonly state: Pick<LineState, "shipments" | "refundedShipped">;
}

export interface RefundContext {
  readonly policy: PolicyVersion;
  readonly lines: readonly RefundedOrderLine[];
  /** When the app came into the shop: what was refunded before is nobody's breach. */
  readonly installedAt: Date;
  /** The refund belongs to an exchange, for which the customer got other goods, or a bank took the money back. */
  readonly isExchange: boolean;
  readonly isChargeback: boolean;
  /** It is linked to a return that mirrors one of our cases. */
  readonly isOfOurReturn: boolean;
}

/** What is wrong with a refund, and by how much it went beyond what was allowed; no code: nothing is. */
export interface RefundJudgement {
  readonly codes: readonly BreachCode[];
  readonly allowedMinor: number;
  readonly amountMinor: number;
}

/** Shopify may see a share or a fee one minor unit otherwise, and is paid its way (R18). */
const SHOPIFYS_CENT = 1;

/**
 * Compares a refund that the app did not make with the policy (R21). Units on a case of ours are allowed what its worksheet
 * would pay; units that never shipped, shipping and duties are not looked at; any other goods were allowed nothing. The
 * amount is what was paid back for goods and their tax beyond what was allowed.
 */
export function judgeRefund(refund: RefundFacts, found: AttributedRefund, context: RefundContext): RefundJudgement {
  const { goodsMinor } = refund;
  const allowedMinor = found.cancelledMinor + sum(found.onCases, ({ allowed }) => allowed);
  const beyond = goodsMinor - allowedMinor;
  const tolerated = found.onCases.some(({ allowed }) => allowed > 0) ? SHOPIFYS_CENT : 0;
  const isExempt = refund.createdAt < context.installedAt || context.isExchange || context.isChargeback;
  if (isExempt || goodsMinor <= 0 || beyond <= tolerated) return { codes: [], allowedMinor, amountMinor: 0 };
  const codes = new Set([...codesOnCases(refund, found), ...codesOfLoose(refund, found, context)]);
  // Money beyond what the cancelled units are worth is money for nothing.
  if (codes.size === 0) codes.add("amount-only-refund");
  return { codes: [...codes], allowedMinor, amountMinor: beyond };
}

function codesOnCases({ goodsMinor }: RefundFacts, { onCases, worthMinor }: AttributedRefund): BreachCode[] {
  if (onCases.length === 0) return [];
  const fee = sum(onCases, (units) => units.fee);
  const hasUnaccepted = sum(onCases, ({ notAccepted }) => notAccepted) > 0;
  return [
    ...(fee > 0 && goodsMinor > worthMinor - fee + SHOPIFYS_CENT ? (["fee-not-taken"] as const) : []),
    ...(sum(onCases, ({ notReceived }) => notReceived) > 0 ? (["refund-before-receipt"] as const) : []),
    ...(hasUnaccepted || goodsMinor > worthMinor + SHOPIFYS_CENT ? (["over-refund"] as const) : []),
  ];
}

function codesOfLoose({ on }: RefundFacts, { loose }: AttributedRefund, context: RefundContext): BreachCode[] {
  const { policy, lines, isOfOurReturn } = context;
  if (loose.length === 0) return [];
  // More than our return has is too much of it, not something else.
  if (isOfOurReturn) return ["over-refund"];
  const codes: BreachCode[] = ["refund-without-rma"];
  for (const units of loose) {
    const subject = lines.find(({ line }) => line.lineId === units.lineId);
    if (subject?.line.class === "electronic") codes.push("electronic-part-refunded");
    if (subject && isWindowClosed(subject, units, { on, policy })) codes.push("window-closed");
  }
  return codes;
}

/** More units than the line has with an open window on the day of the refund, the last day itself included (R5). */
function isWindowClosed(
  { line, state }: RefundedOrderLine,
  { units }: LooseUnits,
  { on, policy }: { on: CalendarDate; policy: PolicyVersion },
): boolean {
  const { windowDays } = policy.settings.return;
  const groups = invoiceShippedUnits(line, state.shipments, windowDays);
  const left = withoutUnits(groups, Math.max(0, state.refundedShipped - units));
  const open = left.filter(({ lastDay }) => lastDay >= on);
  return sum(open, ({ quantity }) => quantity) < units;
}

function sum<T>(items: readonly T[], amount: (item: T) => number): number {
  let total = 0;
  for (const item of items) total += amount(item);
  return total;
}
