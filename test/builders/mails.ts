import type { MailContent, MailOf } from "~/domain/mail/mail-content";
import type { MailKind } from "~/domain/mail/mail-kinds";

const lines = [{ sku: "VAR-1", title: "Variator kit", quantity: 2 }];
const ofCase = { number: "RMA-100001-4", orderName: "#1001", policyVersion: 3 };
const ofOrder = { orderName: "#1001", policyVersion: 3 };
const findings = [{ code: "return-window-closed", facts: { lastDay: "2026-03-02", available: 0 } }] as const;
const money = { currency: "CAD", feePercent: 25, paidShare: 13_698, fee: 3_425, tax: 2_051 };

/** One mail of each kind that says all it can. Tests state only what they are about. */
const MAILS: { readonly [Kind in MailKind]: MailOf<Kind>["facts"] } = {
  "rma-approved": {
    ...ofCase,
    ...money,
    cause: "return",
    lines: [{ sku: "VAR-1", title: "Variator kit", quantity: 2, reason: "does-not-fit" }],
    expiresOn: "2026-04-01",
    refund: 12_324,
  },
  "rma-declined": { ...ofOrder, lines, findings, words: "The seal is broken." },
  "rma-expired": { ...ofCase, lines, expiredOn: "2026-04-01" },
  "claim-opened": { ...ofOrder, lines, warrantyUntil: "2027-01-31" },
  "claim-approved": { ...ofCase, lines, expiresOn: "2026-04-01", warrantyUntil: "2027-01-31" },
  "claim-declined": {
    ...ofOrder,
    lines,
    findings: [
      { code: "outside-region", facts: { country: "JP" } },
      { code: "warranty-expired", facts: { warrantyUntil: "2026-01-31" } },
    ],
    words: null,
  },
  "parcel-received": { ...ofCase, lines, receivedOn: "2026-03-20", stillOpen: 1, expiresOn: "2026-04-01" },
  "parcel-held": { ...ofCase, codes: ["invoice-copy-missing"], receivedOn: "2026-03-20" },
  "parcel-refused": { ...ofCase, codes: ["rma-expired", "sent-collect"], receivedOn: "2026-04-03" },
  refunded: { ...ofCase, ...money, lines, shipping: 575, paid: 12_899 },
  "claim-reminder": { ...ofOrder, number: null, waitsFor: "call", lines, until: "2026-04-01" },
  "sent-back": {
    ...ofCase,
    lines: [{ sku: null, title: "Hand-made bracket", quantity: 1, because: "install-damage" }],
    words: "The bracket was bent to fit.",
  },
  "replacement-sent": { ...ofCase, remedy: "replace", lines, warrantyUntil: "2027-01-31" },
  "backorder-cancelled": {
    ...ofOrder,
    lines,
    currency: "CAD",
    paidShare: 20_000,
    tax: 2_995,
    shipping: 0,
    paid: 22_995,
  },
  "delay-notice": { ...ofOrder, lines, orderedOn: "2026-01-31", expectedOn: null },
  "breach-alert": {
    ...ofCase,
    codes: ["fee-not-taken", "refund-before-receipt"],
    currency: "CAD",
    amount: 3_425,
    openedOn: "2026-03-20",
    userId: "548380009",
  },
  "breach-digest": {
    policyVersion: 3,
    from: "2026-03-19",
    to: "2026-03-20",
    acts: [
      { orderName: "#1001", codes: ["fee-not-taken", "refund-before-receipt"], currency: "CAD", amount: 3_425 },
      { orderName: "#1002", codes: ["released-out-of-turn"], currency: "CAD", amount: 0 },
    ],
    more: 3,
    amounts: [{ currency: "CAD", amount: 9_999 }],
    ended: 1,
    open: 6,
  },
};

/** A mail of that kind; what it says can be overridden. */
export const aMail = <Kind extends MailKind>(kind: Kind, facts: Partial<MailOf<Kind>["facts"]> = {}): MailContent =>
  // The facts are those of the kind: the compiler does not follow it through the union.
  ({ kind, facts: { ...MAILS[kind], ...facts } }) as MailContent;
