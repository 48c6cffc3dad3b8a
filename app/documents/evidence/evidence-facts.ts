import type { PhotoType } from "~/domain/photo-type";
import type { EventFacts } from "~/texts/event-facts";
import type { InvoiceFacts } from "../form/form-facts";

// What pages show is what the pack prints: amounts are decimal strings in the order's currency, instants ISO 8601.

interface EvidenceFinding {
  code: string;
  clause: string;
  facts: Readonly<Record<string, unknown>>;
}

interface EvidenceOrder {
  name: string;
  processedAt: string;
  cancelledAt: string | null;
  backfilled: boolean;
  currency: string;
  channel: string;
  regionOk: boolean;
  shipTo: string;
}

export interface EvidenceLine {
  sku: string | null;
  title: string;
  quantity: number;
  paid: string;
  tax: string;
  verdict: string;
  findings: readonly EvidenceFinding[];
  lastDay: string | null;
  warrantyUntil: string | null;
}

interface EvidenceBreach {
  code: string;
  clause: string;
  amount: string;
  allowed: string;
  currency: string;
  person: string | null;
  evidenceId: string;
  openedAt: string;
  state: string;
  closedAt: string | null;
  closedByName: string | null;
  reason: string | null;
}

interface EvidenceItem {
  sku: string | null;
  quantity: number;
}

interface EvidenceParcel {
  decision: string;
  codes: readonly string[];
  prepaid: boolean;
  chargesDue: boolean;
  invoiceCopy: boolean;
  tracking: string | null;
  contents: readonly EvidenceItem[];
  by: string;
  arrivedAt: string;
}

interface EvidenceInspection {
  lineId: string;
  quantity: number;
  result: string;
  condition: string | null;
  note: string | null;
  by: string;
  at: string;
}

interface EvidenceRefund {
  sequence: number;
  state: string;
  paidShare: string;
  fee: string;
  tax: string;
  shipping: string;
  refund: string;
  suggested: string | null;
  by: string;
  preparedAt: string;
  paidAt: string | null;
}

interface EvidenceOverride {
  verdict: string;
  findings: readonly { code: string }[];
  reason: string;
  amount: string;
  by: string;
  at: string;
  secondBy: string | null;
}

interface EvidenceCaseLine {
  lineId: string;
  sku: string | null;
  title: string;
  quantity: number;
  reason: string;
  note: string | null;
  verdict: string;
  findings: readonly EvidenceFinding[];
  received: number;
  accepted: number;
  refunded: number;
  fee: string;
  refund: string;
}

/** One RMA or claim, with its four kinds of records (R12). */
export interface EvidenceCase {
  rma: {
    number: string | null;
    kind: string;
    status: string;
    requestedAt: string;
    requestedBy: string;
    askedOn: string;
    approvedAt: string | null;
    expiresOn: string | null;
    declineText: string | null;
    closedAt: string | null;
    currency: string;
    policyVersion: number;
  };
  lines: readonly EvidenceCaseLine[];
  parcels: readonly EvidenceParcel[];
  inspections: readonly EvidenceInspection[];
  refunds: readonly EvidenceRefund[];
  override: EvidenceOverride | null;
}

interface EvidenceMail {
  kind: string;
  state: string;
  at: string;
  language: string | null;
  /** As it was sent; null when it was not, or when the customer was erased. */
  title: string | null;
  text: string | null;
}

export interface EvidencePhoto {
  /** Who took it where. */
  from: "parcel" | "inspection" | "customer";
  /** Number of the case; null before it has one. */
  number: string | null;
  at: string;
  type: PhotoType;
  bytes: Uint8Array;
}

interface EvidenceAct {
  at: string;
  code: string;
  by: string;
  details: EventFacts;
}

/** The version of the policy that the order lives by (R2), as a customer reads it. */
export interface EvidencePolicy {
  version: number;
  effectiveAt: string;
  windowDays: number;
  feePercent: number;
  sections: readonly { title: string; sentences: readonly string[] }[];
}

/** Everything that speaks for the merchant in a dispute about one order, one case or one breach. */
export interface EvidenceFacts {
  /** What the pack is about: a number of a case or of an order, or an order with a breach. */
  subject: { kind: "order" | "rma" | "breach"; name: string };
  shopName: string;
  madeAt: string;
  timeZone: string;
  /** Staff by the `by` of their acts. */
  names: ReadonlyMap<string, string>;
  policy: EvidencePolicy;
  /** Null for a claim of a unit that was bought from a dealer (R36). */
  order: EvidenceOrder | null;
  lines: readonly EvidenceLine[];
  breaches: readonly EvidenceBreach[];
  cases: readonly EvidenceCase[];
  mails: readonly EvidenceMail[];
  photos: readonly EvidencePhoto[];
  /** Photos that are kept and would make the pack too large. */
  photosLeftOut: number;
  timeline: readonly EvidenceAct[];
  /** Read from Shopify for the pack and stored nowhere; null when Shopify cannot be asked now. */
  invoice: InvoiceFacts | null;
}
