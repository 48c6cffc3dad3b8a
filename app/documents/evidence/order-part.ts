import { WIDTH, write, writeTable, type Sheet } from "../form/sheet";
import type { EvidenceFacts, EvidenceLine } from "./evidence-facts";
import type { EvidenceWriter } from "./evidence-writer";
import { writePairs, writePart, writeThing } from "./pieces";

type Figures = Pick<EvidenceFacts["policy"], "windowDays" | "feePercent">;

/** Every reason of a verdict, each with the clause that it comes from. */
export const reasonsOf = (
  { findings }: Pick<EvidenceLine, "findings">,
  { windowDays, feePercent }: Figures,
  { page, finding, clause, t }: EvidenceWriter,
): string[] =>
  findings.map(({ code, clause: name, facts }) => {
    const quoted = t("mail.quoted", { clause: clause(name, { windowDays, feePercent }) });
    return `${page("findings.heading", { title: page(`findings.${code}.title`) })} ${finding({ code, facts })} ${quoted}`;
  });

/** What was bought, and the version of the policy that the purchase accepted (R1, R2). */
export function writeOrder(sheet: Sheet, facts: EvidenceFacts, writer: EvidenceWriter): void {
  const { order, policy } = facts;
  const { t, page, at } = writer;
  writePart(sheet, t("evidence.order.title"));
  writePairs(sheet, [
    [t("evidence.order.policy"), t("evidence.order.policyOf", { version: policy.version, at: at(policy.effectiveAt) })],
  ]);
  if (order === null) return write(sheet, t("evidence.order.elsewhere"));
  const isBefore = order.backfilled ? t("evidence.order.backfilled") : null;
  writePairs(sheet, [
    [page("breaches.fact.order"), order.name],
    [t("evidence.order.bought"), at(order.processedAt)],
    [page("order.fact.channel"), page(`order.channel.${order.channel}`)],
    [page("order.fact.shipTo"), order.shipTo || null],
    [page("order.fact.region"), page(`order.region.${order.regionOk ? "yes" : "no"}`)],
    [page("order.fact.cancelledAt"), order.cancelledAt && at(order.cancelledAt)],
    [page("order.fact.backfilled"), isBefore],
  ]);
  write(sheet, t("evidence.order.frozen"), { grey: true });
  writeLines(sheet, facts, { currency: order.currency, writer });
}

function writeLines(
  sheet: Sheet,
  { lines, policy }: EvidenceFacts,
  { currency, writer }: { currency: string; writer: EvidenceWriter },
): void {
  const { t, page, day, amount } = writer;
  writeThing(sheet, t("evidence.order.lines"));
  const columns = [
    { title: t("form.column.sku"), width: 78 },
    { title: t("form.column.title"), width: 112 },
    { title: t("form.column.quantity"), width: 48, align: "right" as const },
    { title: page("order.fact.paid"), width: 66, align: "right" as const },
    { title: t("evidence.order.verdict"), width: WIDTH - 304 },
  ];
  const untils = ({ lastDay, warrantyUntil }: EvidenceLine) => [
    ...(lastDay === null ? [] : [`${page("order.fact.lastDay")}: ${day(lastDay)}.`]),
    ...(warrantyUntil === null ? [] : [`${page("order.fact.warrantyUntil")}: ${day(warrantyUntil)}.`]),
  ];
  const rows = lines.map((line) => [
    line.sku ?? "–",
    line.title,
    String(line.quantity),
    amount(line.paid, currency),
    [`${page(`verdict.${line.verdict}`)}.`, ...reasonsOf(line, policy, writer), ...untils(line)].join(" "),
  ]);
  writeTable(sheet, columns, rows);
}

/** What was done past the app: who, what, and by how much it went beyond the policy (R21). */
export function writeBreaches(sheet: Sheet, { breaches, policy }: EvidenceFacts, writer: EvidenceWriter): void {
  if (breaches.length === 0) return;
  const { t, page, at, amount, clause } = writer;
  writePart(sheet, page("breaches.title"));
  for (const breach of breaches) {
    writeThing(sheet, page(`breaches.code.${breach.code}.title`));
    write(sheet, page(`breaches.code.${breach.code}.text`));
    write(sheet, t("mail.quoted", { clause: clause(breach.clause, policy) }));
    writePairs(sheet, [
      [page("breaches.fact.allowed"), amount(breach.allowed, breach.currency)],
      [page("breaches.fact.beyond"), amount(breach.amount, breach.currency)],
      [page("breaches.fact.person"), breach.person ?? page("breaches.nobody")],
      [page("breaches.fact.openedAt"), at(breach.openedAt)],
      [page("breaches.fact.evidence"), breach.evidenceId],
      [t("evidence.breach.state"), page(`breaches.state.${breach.state}`)],
      [page("rma.summary.closed"), breach.closedAt && at(breach.closedAt)],
      [page("rma.summary.by"), breach.closedByName],
      [page("breaches.end.reason"), breach.reason],
    ]);
  }
}
