import type { Answer, AnsweredLine, Order } from "./app-api.ts";
import { RmaLink, VerdictBadge } from "./parts.tsx";
import { inLanguage, money, t } from "./reader.ts";

/** Every line with its answer: the case with fee and refund, or all the reasons why not (R6, R8). */
export function AnsweredLines({ order, answer }: { order: Order; answer: Answer }) {
  return (
    <s-stack gap="base">
      <AnswerBanner answer={answer} />
      {answer.lines.map((line) => (
        <Line key={line.lineId} line={line} order={order} currency={answer.currency} />
      ))}
    </s-stack>
  );
}

function AnswerBanner({ answer }: { answer: Answer }) {
  if (answer.error !== undefined) return <s-banner tone="warning" heading={t(`answer.${answer.error}`)} />;
  const isWhole = answer.lines.every(({ rma }) => rma !== undefined);
  return <s-banner tone={isWhole ? "success" : "warning"} heading={t(isWhole ? "answer.opened" : "answer.partly")} />;
}

function Line({ line, order, currency }: { line: AnsweredLine; order: Order; currency: string }) {
  const title = order.lines.find(({ lineId }) => lineId === line.lineId)?.title ?? "";
  return (
    <s-section heading={t("units", { title, count: line.quantity })}>
      <s-stack gap="small">
        <VerdictBadge verdict={line.verdict} />
        {line.findings.map(({ code, text }) => (
          <s-text key={code}>{inLanguage(text)}</s-text>
        ))}
        {line.fee !== undefined && line.refund !== undefined && (
          <s-text>
            {t("answer.figures", { fee: money(line.fee, currency), refund: money(line.refund, currency) })}
          </s-text>
        )}
        {line.rma && (
          <s-stack direction="inline" gap="small">
            <RmaLink id={line.rma.id} number={line.rma.number} />
            <s-badge>{t(`rma.status.${line.rma.status}`)}</s-badge>
          </s-stack>
        )}
      </s-stack>
    </s-section>
  );
}
