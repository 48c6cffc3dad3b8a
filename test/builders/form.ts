import type { FormFacts, InvoiceFacts } from "~/documents/form/form-facts";

const rider = ["Élodie Rider", "4711 Rue du Canari", "Saint-Zotique QC J0P 9Z9", "Canada"];

export const anInvoice = (overrides: Partial<InvoiceFacts> = {}): InvoiceFacts => ({
  orderName: "#1001",
  date: "2026-01-31",
  billTo: rider,
  shipTo: rider,
  currency: "CAD",
  lines: [
    { sku: "VAR-1", title: "Variator kit", quantity: 3, price: 3_333, discount: 1_000, tax: 1_348, total: 8_999 },
  ],
  subtotal: 9_999,
  discounts: 1_000,
  shipping: 1_500,
  tax: 1_573,
  total: 12_072,
  taxesIncluded: false,
  ...overrides,
});

/** An ordinary return of one line. Tests state only what they are about. */
export const aForm = (overrides: Partial<FormFacts> = {}): FormFacts => ({
  number: "RMA-100001-4",
  kind: "return",
  approvedOn: "2026-03-02",
  expiresOn: "2026-04-01",
  policyVersion: 3,
  feePercent: 25,
  shopName: "Koso North America",
  shipTo: ["Koso North America", "100 Workshop Road", "Saint-Jean QC J2W 0A1", "Canada"],
  sender: rider,
  lines: [{ sku: "VAR-1", title: "Variator kit", quantity: 2, reason: "does-not-fit" }],
  invoice: anInvoice(),
  ...overrides,
});
