import type { EvidenceCase, EvidenceFacts, EvidenceLine } from "~/documents/evidence/evidence-facts";
import { KOSO_PRESET } from "~/domain/policy/policy-settings";
import { policyText } from "~/texts/policy-text";
import { anInvoice } from "./form";

const denied = {
  code: "electronic-part",
  clause: "no-return-on-electronic-parts",
  facts: {},
};

export const anEvidenceLine = (overrides: Partial<EvidenceLine> = {}): EvidenceLine => ({
  sku: "RX2N",
  title: "RX-2N gauge",
  quantity: 1,
  paid: "229.95",
  tax: "34.44",
  verdict: "deny",
  findings: [denied],
  lastDay: null,
  warrantyUntil: "2027-01-31",
  ...overrides,
});

const aCase: EvidenceCase = {
  rma: {
    number: "RMA-100001-4",
    kind: "return",
    status: "settled",
    requestedAt: "2026-02-10T15:00:00Z",
    requestedBy: "customer",
    askedOn: "2026-02-10",
    approvedAt: "2026-02-10T15:00:01Z",
    expiresOn: "2026-03-12",
    declineText: null,
    closedAt: null,
    currency: "CAD",
    policyVersion: 3,
  },
  lines: [
    {
      lineId: "line",
      sku: "VAR-1",
      title: "Variator kit",
      quantity: 2,
      reason: "does-not-fit",
      note: "The bolts are too long.",
      verdict: "allow",
      findings: [],
      received: 2,
      accepted: 2,
      refunded: 2,
      fee: "15.00",
      refund: "45.00",
    },
  ],
  parcels: [
    {
      decision: "accepted",
      codes: [],
      prepaid: true,
      chargesDue: false,
      invoiceCopy: true,
      tracking: "1Z999",
      contents: [{ sku: "VAR-1", quantity: 2 }],
      by: "user:7",
      arrivedAt: "2026-02-20T15:00:00Z",
    },
  ],
  inspections: [
    {
      lineId: "line",
      quantity: 2,
      result: "accepted",
      condition: "good",
      note: "Never mounted",
      by: "user:7",
      at: "2026-02-21T15:00:00Z",
    },
  ],
  refunds: [
    {
      sequence: 1,
      state: "paid",
      paidShare: "60.00",
      fee: "15.00",
      tax: "6.74",
      shipping: "0.00",
      refund: "51.74",
      suggested: "51.74",
      by: "user:8",
      preparedAt: "2026-02-21T16:00:00Z",
      paidAt: "2026-02-21T16:00:05Z",
    },
  ],
  override: null,
};

/** An order with a denied gauge, a settled return and a breach. Tests state only what they are about. */
export const anEvidence = (overrides: Partial<EvidenceFacts> = {}): EvidenceFacts => ({
  subject: { kind: "order", name: "#1001" },
  shopName: "Koso North America",
  madeAt: "2026-03-10T14:00:00Z",
  timeZone: "America/Toronto",
  names: new Map([["user:7", "Dana Dock"]]),
  policy: {
    version: 3,
    effectiveAt: "2026-01-01T05:00:00Z",
    windowDays: 30,
    feePercent: 25,
    sections: policyText(KOSO_PRESET, "en"),
  },
  order: {
    name: "#1001",
    processedAt: "2026-01-31T15:00:00Z",
    cancelledAt: null,
    backfilled: false,
    currency: "CAD",
    channel: "online-store",
    regionOk: true,
    shipTo: "CA-QC",
  },
  lines: [anEvidenceLine()],
  breaches: [
    {
      code: "over-refund",
      clause: "restock-fees-on-return-goods",
      amount: "34.25",
      allowed: "102.73",
      currency: "CAD",
      person: "Rita Refunds",
      evidenceId: "gid://shopify/Refund/77",
      openedAt: "2026-02-22T15:00:00Z",
      state: "open",
      closedAt: null,
      closedByName: null,
      reason: null,
    },
  ],
  cases: [aCase],
  mails: [
    {
      kind: "rma-approved",
      state: "sent",
      at: "2026-02-10T15:00:05Z",
      language: "en-CA",
      title: "RMA-100001-4: your return is approved",
      text: "Hello,\n\nYour return is approved. Print the attached form.",
    },
  ],
  photos: [],
  photosLeftOut: 0,
  timeline: [
    { at: "2026-01-31T15:00:05Z", code: "order-judged", by: "app", details: { version: 3 } },
    { at: "2026-02-20T15:00:00Z", code: "parcel-received", by: "user:7", details: {} },
  ],
  invoice: anInvoice(),
  ...overrides,
});
