import { Banner, BlockStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { VerdictBadge } from "./badges";
import { Money } from "./dates-and-money";
import { Facts } from "./facts";
import { rmaPath } from "./paths";
import { useReading } from "./reader";

/** What the app answers to a refund without its goods: the figures before it, the case after it, or why nothing was done. */
export interface GoodwillTold {
  currency?: string;
  lines?: readonly {
    lineId: string;
    sku: string | null;
    quantity: number;
    verdict: string;
    findings: readonly { code: string; text: { en: string; fr: string } }[];
  }[];
  paidShare?: string;
  fee?: string;
  tax?: string;
  refund?: string;
  needsSecondPerson?: boolean;
  rma?: { id: string; number: string | null; status: string };
  error?: string;
}

export function GoodwillOutcome({ told }: { told: GoodwillTold }) {
  const { t } = useTranslation();
  const { error, rma } = told;
  return (
    <BlockStack gap="300">
      {error === undefined ? null : <Banner tone="critical">{t(`rmaError.${error}`)}</Banner>}
      {rma === undefined ? null : (
        <Banner tone={rma.status === "requested" ? "warning" : "success"}>
          {t(rma.status === "requested" ? "rmaError.second-person-required" : "door.goodwill.done")}{" "}
          <Link url={rmaPath(rma.id)}>{rma.number ?? t("door.goodwill.case")}</Link>
        </Banner>
      )}
      <Beaten lines={told.lines ?? []} />
      <Figures told={told} />
    </BlockStack>
  );
}

/** What the policy says of each line, and so what the override beats. */
function Beaten({ lines }: { lines: NonNullable<GoodwillTold["lines"]> }) {
  const { t } = useTranslation();
  const { language } = useReading();
  if (lines.length === 0) return null;
  return (
    <ul className="rma-list rma-stack">
      {lines.map(({ lineId, sku, quantity, verdict, findings }) => (
        <li key={lineId}>
          <Text as="span" fontWeight="semibold">
            {t("details.item", { quantity, name: sku ?? "–" })}
          </Text>{" "}
          <VerdictBadge verdict={verdict} />
          <ul className="rma-list">
            {findings.map(({ code, text }) => (
              <li key={code}>{text[language]}</li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function Figures({
  told: { currency = "", paidShare, fee, tax, refund, needsSecondPerson, rma },
}: {
  told: GoodwillTold;
}) {
  const { t } = useTranslation();
  if (paidShare === undefined || fee === undefined || tax === undefined || refund === undefined) return null;
  const money = (amount: string) => <Money amount={amount} currency={currency} />;
  return (
    <BlockStack gap="300">
      <Facts
        facts={[
          [t("rma.worksheet.paidShare"), money(paidShare)],
          [t("rma.worksheet.fee"), money(fee)],
          [t("rma.worksheet.tax"), /[1-9]/.test(tax) ? money(tax) : null],
          [t("rma.worksheet.willPay"), <strong key="refund">{money(refund)}</strong>],
        ]}
      />
      {needsSecondPerson === true && rma === undefined ? (
        <Banner tone="warning">{t("door.goodwill.second")}</Banner>
      ) : null}
    </BlockStack>
  );
}
