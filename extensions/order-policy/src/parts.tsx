import type { Order } from "./app-api.ts";
import { failureText, t } from "./reader.ts";

/** Says that something did not work, and offers to try again where that can help. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  return (
    <s-banner tone="critical" heading={failureText(error)}>
      {onRetry && <s-button onClick={onRetry}>{t("again")}</s-button>}
    </s-banner>
  );
}

export const Loading = () => <s-spinner accessibilityLabel={t("loading")} />;

const TONES = { allow: "success", review: "warning", deny: "critical" } as const;

export const VerdictBadge = ({ verdict }: Pick<Order["lines"][number], "verdict">) => (
  <s-badge tone={TONES[verdict]}>{t(`verdict.${verdict}`)}</s-badge>
);

/** A case by its number, or as what it is while it has none; opens the app's own page of it. */
export const RmaLink = ({ id, number }: { id: string; number: string | null }) => (
  <s-link href={`app:app/rmas/${id}`}>{number ?? t("rma.withoutNumber")}</s-link>
);
