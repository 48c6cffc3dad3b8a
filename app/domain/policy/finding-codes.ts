/**
 * Every finding of a return (R6) and of a warranty claim (R31), with the key of the policy clause that it enforces.
 * The codes are stable; their texts, and the quoted clauses, are looked up by code and by key.
 */
export const FINDING_CLAUSES = {
  /** "No return on electronic parts." */
  "electronic-part": "no-return-on-electronic-parts",
  /** "You have 30 days from invoice date to contact us about a return." */
  "return-window-closed": "days-from-invoice-date",
  /** "All other items need to have an RMA number prior to be sent": only items that were sold and sent can come back. */
  "order-cancelled": "all-other-items-need-an-rma",
  "not-shipped": "all-other-items-need-an-rma",
  "already-refunded": "all-other-items-need-an-rma",
  "quantity-not-available": "all-other-items-need-an-rma",
  "not-merchandise": "all-other-items-need-an-rma",
  /** Whether "No return on electronic parts" applies is what a person decides. */
  "classification-unknown": "no-return-on-electronic-parts",
  /** "Restock fees of 25% applied on return goods": not on goods that the merchant sent wrong or that broke on the way. */
  "merchant-fault": "restock-fees-on-return-goods",
  /** "Koso North America takes care of all warranty cases, no exception." */
  defective: "warranty-cases-no-exception",
  /** "… any support nor guarantee for products purchased outside North America …" */
  "outside-region": "purchased-outside-north-america",
  /** "… and for products that are not listed on our website." */
  "not-listed": "not-listed-on-our-website",
  "listing-unknown": "not-listed-on-our-website",
  /** "Warranty on our products is one year from the purchasing date." */
  "warranty-expired": "one-year-from-purchasing-date",
  "claim-already-open": "warranty-cases-no-exception",
  /** "All refused back-orders are subject to a 25% restock fee": only what waited is a back-order (R27). */
  "not-a-back-order": "refused-back-orders",
  undeliverable: "refused-back-orders",
  /** "If you decide to handle any warranty cases, it is to your responsibility." */
  "handled-elsewhere": "handled-at-your-responsibility",
} as const;

export type FindingCode = keyof typeof FINDING_CLAUSES;

/** Whether a stored text is one of our codes. */
export const isFindingCode = (text: string): text is FindingCode => Object.hasOwn(FINDING_CLAUSES, text);

export type PolicyClause = (typeof FINDING_CLAUSES)[FindingCode];

/** What a finding does to the verdict. */
export const FINDING_EFFECTS = ["review", "deny"] as const;
type FindingEffect = (typeof FINDING_EFFECTS)[number];

export type FindingFacts = Readonly<Record<string, string | number>>;

/** A code, the facts behind it, the policy clause and the policy version it was judged by. */
export interface Finding {
  readonly code: FindingCode;
  readonly effect: FindingEffect;
  readonly clause: PolicyClause;
  readonly policyVersion: number;
  readonly facts: FindingFacts;
}

export const VERDICTS = ["allow", "review", "deny"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The strictest finding decides; no finding allows. */
export function verdictOf(findings: readonly Finding[]): Verdict {
  let verdict: Verdict = "allow";
  for (const finding of findings) {
    if (finding.effect === "deny") return "deny";
    verdict = "review";
  }
  return verdict;
}
