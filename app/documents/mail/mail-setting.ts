import type { MailContent } from "~/domain/mail/mail-content";
import type { MailKind } from "~/domain/mail/mail-kinds";
import type { Part } from "./letter";
import type { Writer } from "./writer";

/** What a mail needs to know beside its facts, as it is when the mail is sent. */
export interface MailSetting {
  shopName: string;
  /** Where the merchant takes parcels, line by line. */
  returnAddress: readonly string[];
  /** The phone numbers of technical support. */
  phones: readonly string[];
  /** Days to ask for a return, of the policy version that the mail names. */
  windowDays: number;
  /** The order's page in Shopify's admin; null for a mail without an order. */
  orderUrl: string | null;
}

/** The facts of each kind. */
export type FactsOf = { [Content in MailContent as Content["kind"]]: Content["facts"] };

/** What one kind of mail says: its title, what stands above the clauses, and which clauses it rests on. */
export interface Composed {
  title: string;
  parts: readonly Part[];
  clauses: readonly string[];
  feePercent?: number;
}

export type Compose<Kind extends MailKind> = (facts: FactsOf[Kind], writer: Writer, setting: MailSetting) => Composed;
