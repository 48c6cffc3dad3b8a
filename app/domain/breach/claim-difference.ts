/** The two ways of claiming a difference: as an item on the order itself, or by a draft order of its own. */
export const INVOICE_WAYS = ["draft", "order"] as const;
export type InvoiceWay = (typeof INVOICE_WAYS)[number];

/** `asked` until Shopify has what is to be paid, `sending` while it mails it; `stopped` when a person must look. */
export const INVOICE_STATES = ["asked", "sending", "sent", "stopped"] as const;
type InvoiceState = (typeof INVOICE_STATES)[number];

/** Why an invoice could not be sent. */
export const INVOICE_STOPS = ["order-not-editable", "no-address", "order-gone", "shopify-refused"] as const;
export type InvoiceStop = (typeof INVOICE_STOPS)[number];

/** What an earlier press of the button came to. */
interface EarlierInvoice {
  readonly way: InvoiceWay;
  readonly state: InvoiceState;
  readonly lineItemId: string | null;
  readonly draftOrderId: string | null;
}

interface Claim {
  /** The setting `breach.invoiceButton`. */
  readonly isOffered: boolean;
  readonly way: InvoiceWay;
  readonly breach: { readonly state: string; readonly amountMinor: number };
  readonly isOrderCancelled: boolean;
  /** Of the same refund, whichever of its cases was pressed. */
  readonly earlier: EarlierInvoice | null;
}

export type ClaimRefusal = "invoice-off" | "not-allowed-now" | "nothing-owed" | "order-not-editable";

/**
 * Whether a difference may be claimed by invoice (R21): where the merchant offers it, of an open case, of money, once. A refund
 * that broke several rules is owed once, so its cases share one invoice.
 */
export function refusalOfClaim({ isOffered, way, breach, isOrderCancelled, earlier }: Claim): ClaimRefusal | null {
  if (!isOffered) return "invoice-off";
  if (breach.state !== "open" || isUnderWay(earlier) || earlier?.state === "sent") return "not-allowed-now";
  if (breach.amountMinor <= 0) return "nothing-owed";
  // Shopify edits no cancelled order; what stands on it already can still be sent.
  return isOrderCancelled && wayOfClaim(way, earlier) === "order" ? "order-not-editable" : null;
}

/** The ways that a button is there for. */
export const waysOffered = (claim: Omit<Claim, "way">): InvoiceWay[] =>
  INVOICE_WAYS.filter((way) => wayOfClaim(way, claim.earlier) === way && refusalOfClaim({ ...claim, way }) === null);

/** What stands at Shopify already decides the way: a second one would claim the money twice. */
export const wayOfClaim = (wanted: InvoiceWay, earlier: EarlierInvoice | null): InvoiceWay =>
  earlier !== null && (earlier.lineItemId !== null || earlier.draftOrderId !== null) ? earlier.way : wanted;

/** Asked for and neither sent nor stopped: nobody ends the cases meanwhile. */
export const isUnderWay = (invoice: Pick<EarlierInvoice, "state"> | null): boolean =>
  invoice?.state === "asked" || invoice?.state === "sending";
