import { FINDING_CLAUSES } from "~/domain/policy/finding-codes";
import { figures, heading, text } from "./letter";
import type { Compose } from "./mail-setting";
import { caseFigures, caseRows, itemList, packing, reasons, worksheet } from "./pieces";

export const rmaApproved: Compose<"rma-approved"> = (facts, writer, { returnAddress }) => {
  const { t } = writer;
  const isRefused = facts.cause === "refused-backorder";
  const refund = { label: t("money.refund"), value: writer.money(facts.refund, facts.currency) };
  const feeClause = isRefused ? "refused-back-orders" : "restock-fees-on-return-goods";
  return {
    title: t("mails.rma-approved.title", { number: facts.number }),
    parts: [
      text(t(isRefused ? "mails.rma-approved.openingRefused" : "mails.rma-approved.opening")),
      figures([
        ...caseFigures(writer, facts),
        { label: t("mail.expires"), value: writer.day(facts.expiresOn), strong: true },
      ]),
      ...itemList(writer, facts.lines, ({ reason }) => t(`reason.${reason}`)),
      ...packing(writer, { number: facts.number, hasInvoice: facts.orderName !== null, returnAddress }),
      heading(t("money.refund")),
      text(t("mails.rma-approved.afterwards")),
      worksheet(writer, facts, refund),
    ],
    clauses: [
      "copy-of-invoice",
      "prepaid-and-cleared",
      "refused-at-your-expense",
      ...(facts.feePercent > 0 ? [feeClause] : []),
    ],
    feePercent: facts.feePercent,
  };
};

export const rmaDeclined: Compose<"rma-declined"> = (facts, writer) => ({
  title: titleOf("rma-declined", facts.orderName, writer.t),
  parts: [
    text(writer.t("mails.rma-declined.opening")),
    ...caseRows(caseFigures(writer, facts)),
    ...itemList(writer, facts.lines),
    ...reasons(writer, facts),
  ],
  clauses: ["all-other-items-need-an-rma", ...facts.findings.map(({ code }) => FINDING_CLAUSES[code])],
});

export const rmaExpired: Compose<"rma-expired"> = (facts, writer) => ({
  title: writer.t("mails.rma-expired.title", { number: facts.number }),
  parts: [
    text(writer.t("mails.rma-expired.opening", { date: writer.day(facts.expiredOn) })),
    figures(caseFigures(writer, facts)),
    ...itemList(writer, facts.lines),
  ],
  clauses: ["all-other-items-need-an-rma", "refused-at-your-expense"],
});

export const refunded: Compose<"refunded"> = (facts, writer) => {
  const { t } = writer;
  const amount = writer.money(facts.paid, facts.currency);
  return {
    title: t("mails.refunded.title", { number: facts.number, amount }),
    parts: [
      text(t("mails.refunded.opening", { amount })),
      figures(caseFigures(writer, facts)),
      ...itemList(writer, facts.lines),
      heading(t("mails.refunded.worksheet")),
      worksheet(writer, facts, { label: t("money.paid"), value: amount }),
    ],
    clauses: facts.fee > 0 ? ["restock-fees-on-return-goods"] : [],
    feePercent: facts.feePercent,
  };
};

/** A case without a number is named by its order. */
export const titleOf = (
  kind: "rma-declined" | "claim-opened" | "claim-declined" | "claim-reminder",
  order: string | null,
  t: (key: string, values?: Record<string, unknown>) => string,
): string => (order === null ? t(`mails.${kind}.title`) : t(`mails.${kind}.titleOfOrder`, { order }));
