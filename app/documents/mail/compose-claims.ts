import { FINDING_CLAUSES } from "~/domain/policy/finding-codes";
import { titleOf } from "./compose-returns";
import { figures, heading, text, type Figure, type Part } from "./letter";
import type { Compose } from "./mail-setting";
import { caseFigures, caseRows, itemList, packing, reasons } from "./pieces";
import type { Writer } from "./writer";

const warranty = ({ t, day }: Writer, until: string | null): Figure[] =>
  until === null ? [] : [{ label: t("mail.warrantyUntil"), value: day(until) }];

export const claimOpened: Compose<"claim-opened"> = (facts, writer, { phones }) => ({
  title: titleOf("claim-opened", facts.orderName, writer.t),
  parts: [
    text(writer.t("mails.claim-opened.opening")),
    heading(writer.t("mails.claim-opened.phones")),
    phonesIn(phones),
    ...caseRows([...caseFigures(writer, facts), ...warranty(writer, facts.warrantyUntil)]),
    ...itemList(writer, facts.lines),
  ],
  clauses: ["call-while-installed", "manufacturing-defects-only"],
});

export const claimApproved: Compose<"claim-approved"> = (facts, writer, { returnAddress }) => {
  const { t } = writer;
  return {
    title: t("mails.claim-approved.title", { number: facts.number }),
    parts: [
      text(t("mails.claim-approved.opening")),
      figures([
        ...caseFigures(writer, facts),
        { label: t("mail.expires"), value: writer.day(facts.expiresOn), strong: true },
        ...warranty(writer, facts.warrantyUntil),
      ]),
      ...itemList(writer, facts.lines),
      ...packing(writer, { number: facts.number, hasInvoice: facts.orderName !== null, returnAddress }),
      text(t("mails.claim-approved.afterwards")),
    ],
    clauses: [
      "copy-of-invoice",
      "prepaid-and-cleared",
      "refused-at-your-expense",
      "manufacturing-defects-only",
      "subject-to-inspection",
      "repair-replace-or-credit",
    ],
  };
};

export const claimDeclined: Compose<"claim-declined"> = (facts, writer) => ({
  title: titleOf("claim-declined", facts.orderName, writer.t),
  parts: [
    text(writer.t("mails.claim-declined.opening")),
    ...caseRows(caseFigures(writer, facts)),
    ...itemList(writer, facts.lines),
    ...reasons(writer, facts),
  ],
  clauses: ["refused-at-your-expense", ...facts.findings.map(({ code }) => FINDING_CLAUSES[code])],
});

export const claimReminder: Compose<"claim-reminder"> = (facts, writer, { phones, returnAddress }) => {
  const { t } = writer;
  const { number, waitsFor, orderName } = facts;
  const until = { label: t(waitsFor === "call" ? "mail.callBy" : "mail.expires"), value: writer.day(facts.until) };
  return {
    title: titleOf("claim-reminder", orderName, t),
    parts: [
      text(t(`mails.claim-reminder.${waitsFor}`)),
      ...(waitsFor === "call" ? [heading(t("mails.claim-opened.phones")), phonesIn(phones)] : []),
      figures([...caseFigures(writer, facts), { ...until, strong: true }]),
      ...itemList(writer, facts.lines),
      ...(number === null ? [] : packing(writer, { number, hasInvoice: orderName !== null, returnAddress })),
    ],
    clauses: waitsFor === "call" ? ["call-while-installed"] : ["prepaid-and-cleared", "refused-at-your-expense"],
  };
};

const phonesIn = (lines: readonly string[]): Part => ({ kind: "address", lines });

export const replacementSent: Compose<"replacement-sent"> = (facts, writer) => {
  const { t } = writer;
  const until = facts.warrantyUntil;
  return {
    title: t("mails.replacement-sent.title", { number: facts.number }),
    parts: [
      text(t(`mails.replacement-sent.opening${facts.remedy === "repair" ? "Repair" : "Replace"}`)),
      figures(caseFigures(writer, facts)),
      ...itemList(writer, facts.lines),
      ...(until === null ? [] : [text(t("mails.replacement-sent.warranty", { date: writer.day(until) }))]),
    ],
    clauses: ["repair-replace-or-credit"],
  };
};
