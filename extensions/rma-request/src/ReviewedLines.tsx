import type { Answer, AnsweredLine, Order } from "./app-api.ts";
import { Labelled } from "./parts.tsx";
import { day, inLanguage, money, t } from "./reader.ts";

/** Every line with its answer: fee and refund, or all the reasons why not. */
export function ReviewedLines({ order, answer }: { order: Order; answer: Answer }) {
  const denied = answer.lines.filter(({ verdict }) => verdict === "deny").length;
  return (
    <s-stack gap="base">
      {answer.error === "nothing-allowed" && <s-banner tone="warning" heading={t("review.denied")} />}
      {answer.error === undefined && denied > 0 && <s-banner tone="warning" heading={t("review.partlyDenied")} />}
      {answer.lines.map((line) => (
        <ReviewedLine key={line.lineId} line={line} order={order} currency={answer.currency} />
      ))}
    </s-stack>
  );
}

interface ReviewedLineProps {
  line: AnsweredLine;
  order: Order;
  currency: string;
}

function ReviewedLine({ line, order, currency }: ReviewedLineProps) {
  const title = order.lines.find(({ lineId }) => lineId === line.lineId)?.title ?? "";
  return (
    <s-section heading={t("units", { title, count: line.quantity })}>
      <s-stack gap="small">
        <s-badge tone={line.verdict === "deny" ? "critical" : "neutral"}>{t(`verdict.${line.verdict}`)}</s-badge>
        {line.findings.map(({ code, text }) => (
          <s-text key={code}>{inLanguage(text)}</s-text>
        ))}
        {line.verdict === "review" && <s-text color="subdued">{t("review.person")}</s-text>}
        {line.fee !== undefined && <Labelled label={t("review.fee")}>{money(line.fee, currency)}</Labelled>}
        {line.refund !== undefined && (
          <Labelled label={t("review.refund")}>
            <s-text type="strong">{money(line.refund, currency)}</s-text>
          </Labelled>
        )}
        {line.verdict === "deny" && line.warrantyUntil !== undefined && (
          <s-text>{t("review.warranty", { date: day(line.warrantyUntil) })}</s-text>
        )}
      </s-stack>
    </s-section>
  );
}
