import type { CalendarDate } from "~/domain/calendar-date";

/** A line as it is announced on the form. */
interface FormLine {
  sku: string | null;
  title: string;
  quantity: number;
  /** A code that has a text under `reason`. */
  reason: string;
}

export interface InvoiceLine {
  sku: string | null;
  title: string;
  quantity: number;
  /** Minor units, as are all amounts here: one unit's price, the line's discounts, its tax, and what it cost. */
  price: number;
  discount: number;
  tax: number;
  total: number;
}

/** The copy of the invoice that a parcel must carry, read from the order when the form is made. */
export interface InvoiceFacts {
  orderName: string;
  date: CalendarDate;
  /** As on an envelope. */
  billTo: readonly string[];
  shipTo: readonly string[];
  currency: string;
  lines: readonly InvoiceLine[];
  subtotal: number;
  discounts: number;
  shipping: number;
  tax: number;
  total: number;
  taxesIncluded: boolean;
}

/** Everything that the form of an RMA shows. Names and addresses are read for it and stored nowhere. */
export interface FormFacts {
  number: string;
  kind: "return" | "refused-backorder" | "warranty";
  approvedOn: CalendarDate;
  /** The last day on which the parcel may arrive (R11). */
  expiresOn: CalendarDate;
  policyVersion: number;
  /** 25 means 25 %; 0 where no fee is taken (R17). */
  feePercent: number;
  shopName: string;
  /** Where the parcel goes, line by line. */
  shipTo: readonly string[];
  /** Who sends it; empty where nobody is known (a dealer's claim). */
  sender: readonly string[];
  lines: readonly FormLine[];
  /** Null for a unit that was bought from a dealer (R36). */
  invoice: InvoiceFacts | null;
}
