import type { Coverage } from "./coverage-facts";
import type { Finding } from "./finding-list";

/** One line of a case with what became of its units; amounts are decimal strings in the order's currency. */
export interface CaseLine {
  lineId: string;
  sku: string | null;
  title: string;
  quantity: number;
  reason: string;
  note: string | null;
  verdict: string;
  findings: readonly Finding[];
  photoIds: readonly string[];
  open: number;
  received: number;
  uninspected: number;
  accepted: number;
  rejected: number;
  expired: number;
  refunded: number;
  fee: string;
  refund: string;
  coverage: Coverage | null;
}

export interface CaseHead {
  id: string;
  number: string | null;
  kind: string;
  status: string;
  verdict: string;
  orderId: string | null;
  orderName: string | null;
  policyVersion: number;
  currency: string;
  customerId: string | null;
  requestedAt: string;
  requestedBy: string;
  askedOn: string;
  approvedAt: string | null;
  expiresOn: string | null;
  declineText: string | null;
  closedAt: string | null;
}
