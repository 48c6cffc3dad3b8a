import type { Finding } from "./finding-codes";
import type { ReturnQuestion, ReturnRule } from "./return-question";
import { alreadyRefunded } from "./return-rules/already-refunded";
import { classificationUnknown } from "./return-rules/classification-unknown";
import { defective } from "./return-rules/defective";
import { electronicPart } from "./return-rules/electronic-part";
import { merchantFault } from "./return-rules/merchant-fault";
import { notMerchandise } from "./return-rules/not-merchandise";
import { notShipped } from "./return-rules/not-shipped";
import { orderCancelled } from "./return-rules/order-cancelled";
import { quantityNotAvailable } from "./return-rules/quantity-not-available";
import { returnWindowClosed } from "./return-rules/return-window-closed";

/** About quantity exactly one finding, the first that holds: each asks only what the ones before it left open (R6). */
const QUANTITY_RULES: readonly ReturnRule[] = [
  orderCancelled,
  notShipped,
  alreadyRefunded,
  quantityNotAvailable,
  returnWindowClosed,
];

/** Always added where they hold (R6). */
const OTHER_RULES: readonly ReturnRule[] = [
  electronicPart,
  notMerchandise,
  classificationUnknown,
  merchantFault,
  defective,
];

/** All the findings of a return, never stopping at the first; the one about quantity leads (R6). */
export function returnFindings(question: ReturnQuestion): Finding[] {
  const findings: Finding[] = [];
  const aboutQuantity = firstFinding(QUANTITY_RULES, question);
  if (aboutQuantity) findings.push(aboutQuantity);
  for (const rule of OTHER_RULES) {
    const found = rule(question);
    if (found) findings.push(found);
  }
  return findings;
}

/** What the first of the rules that has a finding found. */
export function firstFinding(rules: readonly ReturnRule[], question: ReturnQuestion): Finding | null {
  for (const rule of rules) {
    const found = rule(question);
    if (found) return found;
  }
  return null;
}
