import { BREACH_CLAUSES } from "~/domain/breach/breach-codes";
import { figures, list, text } from "./letter";
import type { Compose } from "./mail-setting";
import { caseFigures, itemList, worksheet } from "./pieces";

export const backorderCancelled: Compose<"backorder-cancelled"> = (facts, writer) => {
  const { t } = writer;
  const amount = writer.money(facts.paid, facts.currency);
  const money = [
    text(t("mails.backorder-cancelled.paid", { amount })),
    worksheet(writer, { ...facts, feePercent: 0, fee: 0 }, { label: t("money.paid"), value: amount }),
  ];
  return {
    title: t("mails.backorder-cancelled.title", { order: facts.orderName }),
    parts: [
      text(t("mails.backorder-cancelled.opening")),
      ...itemList(writer, facts.lines),
      ...(facts.paid > 0 ? money : [text(t("mails.backorder-cancelled.unpaid"))]),
    ],
    clauses: ["back-orders-without-notice"],
  };
};

export const delayNotice: Compose<"delay-notice"> = (facts, writer) => ({
  title: writer.t("mails.delay-notice.title", { order: facts.orderName }),
  parts: [
    text(writer.t("mails.delay-notice.opening", { date: writer.day(facts.orderedOn) })),
    ...itemList(writer, facts.lines),
    text(
      facts.expectedOn === null
        ? writer.t("mails.delay-notice.open")
        : writer.t("mails.delay-notice.expected", { date: writer.day(facts.expectedOn) }),
    ),
    text(writer.t("mails.delay-notice.question")),
  ],
  clauses: ["back-orders-without-notice"],
});

export const breachAlert: Compose<"breach-alert"> = (facts, writer, { orderUrl }) => {
  const { t } = writer;
  const amount = { label: t("mails.breach-alert.amount"), value: writer.money(facts.amount, facts.currency) };
  const { userId } = facts;
  return {
    title: t("mails.breach-alert.title", { order: facts.orderName }),
    parts: [
      text(t("mails.breach-alert.opening", { date: writer.day(facts.openedOn) })),
      list(facts.codes.map((code) => t(`breach.${code}`))),
      figures([
        ...caseFigures(writer, facts),
        ...(facts.amount > 0 ? [{ ...amount, strong: true } as const] : []),
        ...(userId === null ? [] : [{ label: t("mails.breach-alert.user"), value: userId }]),
      ]),
      ...(userId === null ? [text(t("mails.breach-alert.nobody"))] : []),
      ...(orderUrl === null ? [] : [text(t("mails.breach-alert.open", { url: orderUrl }))]),
    ],
    clauses: facts.codes.map((code) => BREACH_CLAUSES[code]),
  };
};
