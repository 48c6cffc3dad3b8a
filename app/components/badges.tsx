import { Badge } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

const VERDICT_TONE = { allow: "success", review: "attention", deny: "critical" } as const;

const isVerdict = (text: string): text is keyof typeof VERDICT_TONE => text in VERDICT_TONE;

/** What the policy answers, in a word: returnable, needs a person, not returnable. */
export function VerdictBadge({ verdict }: { verdict: string }) {
  const { t } = useTranslation();
  if (!isVerdict(verdict)) return <Badge>{verdict}</Badge>;
  return <Badge tone={VERDICT_TONE[verdict]}>{t(`verdict.${verdict}`)}</Badge>;
}

const STATUS_TONE: Readonly<Record<string, "attention" | "info" | "success" | "warning">> = {
  requested: "attention",
  opened: "attention",
  troubleshooting: "attention",
  approved: "info",
  received: "info",
  inspected: "info",
  settled: "success",
  expired: "warning",
};

/** What the warranty answers, in a word: covered, needs a person, not covered. */
export function CoverBadge({ verdict }: { verdict: string }) {
  const { t } = useTranslation();
  return isVerdict(verdict) ? (
    <Badge tone={VERDICT_TONE[verdict]}>{t(`coverage.verdict.${verdict}`)}</Badge>
  ) : (
    <Badge>{verdict}</Badge>
  );
}

/** The verdict of a case: of a claim what the warranty answers, of any other what the policy does. */
export const CaseVerdict = ({ kind, verdict }: { kind: string; verdict: string }) =>
  kind === "warranty" ? <CoverBadge verdict={verdict} /> : <VerdictBadge verdict={verdict} />;

/** Where a case is, in a word. */
export function RmaStatusBadge({ status }: { status: string }) {
  const { t } = useTranslation();
  const tone = STATUS_TONE[status];
  return <Badge {...(tone === undefined ? {} : { tone })}>{t(`rmaStatus.${status}`)}</Badge>;
}

interface OrderFlags {
  nonReturnable: boolean;
  waitingUnits: number;
  openBreaches: number;
  cancelled: boolean;
  flagged: boolean;
}

/** What else is to be known about an order at a glance. */
export function OrderFlagBadges({ nonReturnable, waitingUnits, openBreaches, cancelled, flagged }: OrderFlags) {
  const { t } = useTranslation();
  return (
    <>
      {nonReturnable ? <Badge tone="warning">{t("flags.nonReturnable")}</Badge> : null}
      {waitingUnits > 0 ? <Badge tone="info">{t("flags.waiting", { count: waitingUnits })}</Badge> : null}
      {openBreaches > 0 ? <Badge tone="critical">{t("flags.breach", { count: openBreaches })}</Badge> : null}
      {cancelled ? <Badge>{t("flags.cancelled")}</Badge> : null}
      {flagged ? null : <Badge progress="partiallyComplete">{t("flags.pending")}</Badge>}
    </>
  );
}
