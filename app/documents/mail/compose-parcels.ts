import type { SENT_BACK_REASONS } from "~/domain/mail/mail-content";
import { figures, heading, list, text } from "./letter";
import type { Compose } from "./mail-setting";
import { caseFigures, caseRows, itemList, reasons } from "./pieces";

export const parcelReceived: Compose<"parcel-received"> = (facts, writer) => {
  const { t, day } = writer;
  const { stillOpen: count } = facts;
  return {
    title: t("mails.parcel-received.title", { number: facts.number }),
    parts: [
      text(t("mails.parcel-received.opening")),
      figures([...caseFigures(writer, facts), { label: t("mail.received"), value: day(facts.receivedOn) }]),
      ...itemList(writer, facts.lines),
      ...(count > 0 ? [text(t("mails.parcel-received.stillOpen", { count, date: day(facts.expiresOn) }))] : []),
    ],
    clauses: count > 0 ? ["refused-at-your-expense"] : [],
  };
};

export const parcelHeld: Compose<"parcel-held"> = (facts, writer) => {
  const { t } = writer;
  return {
    title: t("mails.parcel-held.title", { number: facts.number }),
    parts: [
      text(t("mails.parcel-held.opening")),
      list(facts.codes.map((code) => t(`parcel.${code}`))),
      text(t("mails.parcel-held.answer")),
      figures([...caseFigures(writer, facts), { label: t("mail.received"), value: writer.day(facts.receivedOn) }]),
    ],
    clauses: ["copy-of-invoice"],
  };
};

const SAYS_NOTHING_OF_THE_RMA: ReadonlySet<string> = new Set(["sent-collect", "charges-due", "invoice-copy-missing"]);

export const parcelRefused: Compose<"parcel-refused"> = (facts, writer) => {
  const { t } = writer;
  const { number, codes } = facts;
  const isUnpaid = codes.some((code) => code === "sent-collect" || code === "charges-due");
  const isUnauthorised = codes.some((code) => !SAYS_NOTHING_OF_THE_RMA.has(code));
  return {
    title: number === null ? t("mails.parcel-refused.title") : t("mails.parcel-refused.titleOfCase", { number }),
    parts: [
      text(t("mails.parcel-refused.opening", { date: writer.day(facts.receivedOn) })),
      heading(t("mail.reasons")),
      list(codes.map((code) => t(`parcel.${code}`))),
      ...caseRows(caseFigures(writer, facts)),
    ],
    clauses: [
      ...(isUnauthorised ? ["all-other-items-need-an-rma"] : []),
      ...(isUnpaid ? ["prepaid-and-cleared"] : []),
      ...(codes.includes("invoice-copy-missing") ? ["copy-of-invoice"] : []),
      "refused-at-your-expense",
    ],
  };
};

const SENT_BACK_CLAUSES: Readonly<Record<(typeof SENT_BACK_REASONS)[number], readonly string[]>> = {
  rejected: ["refused-at-your-expense"],
  "carrier-damage": ["refused-at-your-expense"],
  "electronic-part": ["no-return-on-electronic-parts"],
  "not-authorised": ["all-other-items-need-an-rma"],
  "no-fault-found": ["manufacturing-defects-only", "subject-to-inspection"],
  misuse: ["manufacturing-defects-only", "subject-to-inspection"],
  "install-damage": ["manufacturing-defects-only", "subject-to-inspection"],
};

export const sentBack: Compose<"sent-back"> = (facts, writer) => ({
  title: writer.t("mails.sent-back.title", { number: facts.number }),
  parts: [
    text(writer.t("mails.sent-back.opening")),
    figures(caseFigures(writer, facts)),
    ...itemList(writer, facts.lines, ({ because }) => writer.t(`sentBack.${because}`)),
    ...reasons(writer, { findings: [], words: facts.words }),
  ],
  clauses: facts.lines.flatMap(({ because }) => SENT_BACK_CLAUSES[because]),
});
