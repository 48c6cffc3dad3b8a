/** Every kind of mail, by what it tells. Apart from their facts, which no browser needs. */
export const MAIL_KINDS = [
  "rma-approved",
  "rma-declined",
  "rma-expired",
  "claim-opened",
  "claim-approved",
  "claim-declined",
  "claim-reminder",
  "parcel-received",
  "parcel-held",
  "parcel-refused",
  "refunded",
  "sent-back",
  "replacement-sent",
  "backorder-cancelled",
  "delay-notice",
  "breach-alert",
  "breach-digest",
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];
