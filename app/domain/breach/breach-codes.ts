/**
 * The cases of R21, with the key of the clause that each of them goes against. Codes are stable; their texts, and the quoted
 * clauses, are looked up by code and by key.
 */
export const BREACH_CLAUSES = {
  /** "Restock fees of 25% applied on return goods." */
  "fee-not-taken": "restock-fees-on-return-goods",
  /** "All other items need to have an RMA number prior to be sent": what was not sent back is not paid back. */
  "refund-before-receipt": "all-other-items-need-an-rma",
  "over-refund": "restock-fees-on-return-goods",
  "refund-without-rma": "all-other-items-need-an-rma",
  /** "No return on electronic parts." */
  "electronic-part-refunded": "no-return-on-electronic-parts",
  /** "You have 30 days from invoice date to contact us about a return." */
  "window-closed": "days-from-invoice-date",
  "amount-only-refund": "restock-fees-on-return-goods",
  /** "Unauthorized returns … will be refused." */
  "unauthorised-return": "all-other-items-need-an-rma",
  /** "All back ordered items will be shipped … as they become available." */
  "released-out-of-turn": "back-orders-without-notice",
} as const;

export type BreachCode = keyof typeof BREACH_CLAUSES;

/** Whether a stored text is one of our codes. */
export const isBreachCode = (text: string): text is BreachCode => Object.hasOwn(BREACH_CLAUSES, text);
