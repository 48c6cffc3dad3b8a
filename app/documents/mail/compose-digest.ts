import { BREACH_CLAUSES } from "~/domain/breach/breach-codes";
import { figures, heading, list, text } from "./letter";
import type { Compose, FactsOf } from "./mail-setting";
import type { Writer } from "./writer";

/** What became of breaches in a day: what was done past the policy, how far beyond, and what still waits for a person. */
export const breachDigest: Compose<"breach-digest"> = (facts, writer) => {
  const { t } = writer;
  const { acts, amounts, more, ended, open, from, to } = facts;
  const days =
    from === to ? writer.day(to) : t("mails.breach-digest.days", { from: writer.day(from), to: writer.day(to) });
  const found = [
    ...acts.map((act) => actText(writer, act)),
    ...(more > 0 ? [t("mails.breach-digest.more", { count: more })] : []),
  ];
  return {
    title: t("mails.breach-digest.title", { days }),
    parts: [
      text(t(acts.length > 0 ? "mails.breach-digest.opening" : "mails.breach-digest.openingEnded", { days })),
      ...(found.length === 0 ? [] : [heading(t("mails.breach-digest.acts")), list(found)]),
      figures([
        ...amounts.map(({ currency, amount }) => ({
          label: t("mails.breach-digest.beyond"),
          value: writer.money(amount, currency),
          strong: true as const,
        })),
        { label: t("mails.breach-digest.ended"), value: String(ended) },
        { label: t("mails.breach-digest.open"), value: String(open) },
      ]),
      text(t("mails.breach-digest.look")),
    ],
    clauses: clausesOf(acts),
  };
};

type Act = FactsOf["breach-digest"]["acts"][number];

function actText({ t, money }: Writer, { orderName, codes, currency, amount }: Act): string {
  const what = codes.map((code) => t(`breach.${code}`)).join(" ");
  return amount === 0
    ? t("mails.breach-digest.act", { order: orderName, what })
    : t("mails.breach-digest.actBeyond", { order: orderName, what, amount: money(amount, currency) });
}

/** Which clauses were broken; a day on which cases only ended quotes the one that most rest on. */
function clausesOf(acts: readonly Act[]): string[] {
  const broken = acts.flatMap(({ codes }) => codes.map((code) => BREACH_CLAUSES[code]));
  return broken.length === 0 ? [BREACH_CLAUSES["refund-without-rma"]] : broken;
}
