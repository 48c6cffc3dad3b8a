import type { AddressInput } from "../acts/arguments.ts";
import type { Purchase } from "../companies/records.ts";
import { toDecimal } from "../money.ts";

/** An order in the making. Money in minor units of its currency. */
export interface DraftRecord {
  id: string;
  /** As in the admin: `#D1`. */
  name: string;
  status: "OPEN" | "INVOICE_SENT" | "COMPLETED";
  createdAt: Date;
  updatedAt: Date;
  completedAt: Date | null;
  invoiceSentAt: Date | null;
  currency: string;
  tags: readonly string[];
  note: string | null;
  email: string | null;
  customerId: string | null;
  purchase: Purchase | null;
  shipTo: AddressInput | null;
  lines: readonly DraftLineRecord[];
  /** Off the whole draft. */
  discount: number;
  discountTerms: DiscountTerms | null;
  orderId: string | null;
}

export interface DraftLineRecord {
  id: string;
  /** Null for a custom item. */
  sku: string | null;
  title: string;
  quantity: number;
  unitPrice: number;
  /** Off the line. */
  discount: number;
  requiresShipping: boolean;
}

export interface DiscountTerms {
  title: string;
  description: string;
  value: number;
  valueType: "PERCENTAGE" | "FIXED_AMOUNT";
}

/** The drafts that bear a tag, as a test looks at them. */
export const draftOverviews = ({ drafts }: { drafts: ReadonlyMap<string, DraftRecord> }, tag: string) =>
  [...drafts.values()]
    .filter(({ tags }) => tags.includes(tag))
    .map((draft) => ({
      id: draft.id,
      status: draft.status,
      total: toDecimal(draftTotal(draft), draft.currency),
      lines: draft.lines.map(({ title }) => title),
    }));

export const draftSubtotal = ({ lines }: DraftRecord): number =>
  lines.reduce((sum, { unitPrice, quantity, discount }) => sum + unitPrice * quantity - discount, 0);

export const draftTotal = (draft: DraftRecord): number => draftSubtotal(draft) - draft.discount;
