import { addDays, addMonths, type CalendarDate } from "~/domain/calendar-date";
import { mulDivHalfUp } from "~/domain/money";
import type { ReturnAnswer } from "~/domain/policy/assess-return";
import type { Finding, Verdict } from "~/domain/policy/finding-codes";
import type { LineInOrder } from "~/domain/policy/order-snapshot";
import type { PolicyVersion } from "~/domain/policy/policy-settings";
import type { AskedUnits } from "~/domain/policy/return-question";
import type { RefundPreview, ReturnLineAmounts } from "~/domain/refund/preview";

interface Group {
  fulfillmentId: string;
  invoicedOn: CalendarDate;
  quantity: number;
}

/**
 * What the domain answers, written by hand as one chain of ifs: no rule by itself, nothing shared but date and money
 * arithmetic. It is what a quick program without the domain would be, and the pace that the domain is measured by.
 */
export function judgeByHand(
  { order, line, state }: LineInOrder,
  asked: AskedUnits,
  policy: PolicyVersion,
): ReturnAnswer {
  const settings = policy.settings;
  const policyVersion = order.policyVersion;
  const windowDays = settings.return.windowDays;
  const fault = asked.reason === "wrong-item" || asked.reason === "damaged-in-transit";

  let shipped = 0;
  let inStock = line.invoicedOn === null ? 0 : line.quantity - line.waitingAtOrder;
  let standing: CalendarDate | null = inStock > 0 ? line.invoicedOn : null;
  const groups: Group[] = [];
  const shipments =
    state.shipments.length > 1
      ? state.shipments.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
      : state.shipments;
  for (const { fulfillmentId, on, quantity } of shipments) {
    shipped += quantity;
    const covered = inStock < quantity ? inStock : quantity;
    inStock -= covered;
    if (covered > 0 && line.invoicedOn !== null)
      groups.push({ fulfillmentId, invoicedOn: line.invoicedOn, quantity: covered });
    if (quantity > covered) groups.push({ fulfillmentId, invoicedOn: on, quantity: quantity - covered });
  }
  if (groups.length > 1)
    groups.reverse().sort((a, b) => (a.invoicedOn < b.invoicedOn ? 1 : a.invoicedOn > b.invoicedOn ? -1 : 0));

  let gone = state.refundedShipped + state.onOpenCases;
  let free = 0;
  let open = 0;
  let lastDay: CalendarDate | null = null;
  let closedOn: CalendarDate | null = null;
  for (const group of groups) {
    if (standing === null || group.invoicedOn > standing) standing = group.invoicedOn;
    const taken = gone < group.quantity ? gone : group.quantity;
    gone -= taken;
    group.quantity -= taken;
    if (group.quantity === 0) continue;
    const end = addDays(group.invoicedOn, windowDays);
    lastDay ??= end;
    free += group.quantity;
    if (end >= asked.on) open += group.quantity;
    else closedOn ??= end;
  }
  if (lastDay === null && standing !== null) lastDay = addDays(standing, windowDays);

  let warrantyUntil: CalendarDate | null = null;
  if (line.class === "electronic" || asked.reason === "defective") {
    if (order.regionOk && line.listing === "listed" && line.isMerchandise && shipped > state.refundedShipped) {
      const end = addMonths(order.purchasedOn, settings.warranty.months);
      if (asked.on <= end) warrantyUntil = end;
    }
  }

  const findings: Finding[] = [];
  let available: number | null = null;
  const quantity = asked.quantity;
  if (state.orderCancelled) {
    findings.push({
      code: "order-cancelled",
      effect: "deny",
      clause: "all-other-items-need-an-rma",
      policyVersion,
      facts: {},
    });
  } else if (shipped === 0 || (quantity > free && quantity - free <= state.unshipped)) {
    const facts = { asked: quantity, shipped, unshipped: state.unshipped };
    findings.push({ code: "not-shipped", effect: "deny", clause: "all-other-items-need-an-rma", policyVersion, facts });
  } else if (state.refundedShipped >= shipped) {
    const facts = { shipped, refunded: state.refundedShipped };
    findings.push({
      code: "already-refunded",
      effect: "deny",
      clause: "all-other-items-need-an-rma",
      policyVersion,
      facts,
    });
  } else if (quantity > free) {
    available = free;
    const facts = { asked: quantity, available: free };
    findings.push({
      code: "quantity-not-available",
      effect: "deny",
      clause: "all-other-items-need-an-rma",
      policyVersion,
      facts,
    });
  } else if (quantity > open) {
    available = open;
    const facts = { asked: quantity, available: open, askedOn: asked.on, windowDays };
    findings.push({
      code: "return-window-closed",
      effect: fault ? "review" : "deny",
      clause: "days-from-invoice-date",
      policyVersion,
      facts: closedOn === null ? facts : { ...facts, lastDay: closedOn },
    });
  }
  if (line.class === "electronic") {
    const facts = { rule: line.classRule.kind, value: line.classRule.value };
    const effect = fault ? "review" : "deny";
    findings.push({ code: "electronic-part", effect, clause: "no-return-on-electronic-parts", policyVersion, facts });
  }
  if (!line.isMerchandise) {
    findings.push({
      code: "not-merchandise",
      effect: "deny",
      clause: "all-other-items-need-an-rma",
      policyVersion,
      facts: {},
    });
  }
  if (line.class === "unknown") {
    const facts = { rule: line.classRule.kind };
    findings.push({
      code: "classification-unknown",
      effect: "review",
      clause: "no-return-on-electronic-parts",
      policyVersion,
      facts,
    });
  }
  if (fault) {
    const facts = { reason: asked.reason, feePercent: settings.return.restockFeePercent };
    findings.push({
      code: "merchant-fault",
      effect: "review",
      clause: "restock-fees-on-return-goods",
      policyVersion,
      facts,
    });
  }
  if (asked.reason === "defective") {
    const facts: Finding["facts"] = warrantyUntil === null ? {} : { warrantyUntil };
    findings.push({ code: "defective", effect: "deny", clause: "warranty-cases-no-exception", policyVersion, facts });
  }

  let verdict: Verdict = "allow";
  for (const finding of findings) {
    if (finding.effect === "deny") {
      verdict = "deny";
      break;
    }
    verdict = "review";
  }

  let preview: RefundPreview | null = null;
  if (verdict !== "deny") {
    const feeBasisPoints = fault ? 0 : Math.round(settings.return.restockFeePercent * 100);
    const cancelled = line.quantity - shipped - state.unshipped;
    let position = (cancelled > 0 ? cancelled : 0) + state.refundedShipped + state.onOpenCases;
    const returnLines: ReturnLineAmounts[] = [];
    const sum = { paidShare: 0, fee: 0, tax: 0, refund: 0 };
    let toTake = quantity;
    for (let index = 0; index < groups.length && toTake > 0; index += 1) {
      const group = groups[index];
      if (!group || group.quantity === 0) continue;
      let units = toTake < group.quantity ? toTake : group.quantity;
      toTake -= units;
      const next = groups[index + 1];
      if (toTake > 0 && next && next.fulfillmentId === group.fulfillmentId) {
        const more = toTake < next.quantity ? toTake : next.quantity;
        units += more;
        toTake -= more;
        index += 1;
      }
      const positions: number[] = [];
      for (let unit = 0; unit < units; unit += 1) positions.push(position + unit);
      const paidShare =
        mulDivHalfUp(line.paidMinor, position + units, line.quantity) -
        mulDivHalfUp(line.paidMinor, position, line.quantity);
      const tax =
        mulDivHalfUp(line.taxMinor, position + units, line.quantity) -
        mulDivHalfUp(line.taxMinor, position, line.quantity);
      const fee = mulDivHalfUp(paidShare, feeBasisPoints, 10_000);
      position += units;
      const refund = paidShare - fee + tax;
      returnLines.push({ fulfillmentId: group.fulfillmentId, positions, paidShare, fee, tax, refund });
      sum.paidShare += paidShare;
      sum.fee += fee;
      sum.tax += tax;
      sum.refund += refund;
    }
    preview = { ...sum, returnLines };
  }
  return {
    lineId: line.lineId,
    asked,
    verdict,
    findings,
    policyVersion: policy.version,
    lastDay,
    available,
    preview,
    warrantyUntil,
  };
}
