import { Badge, BlockStack, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CoverBadge, RmaStatusBadge } from "./badges";
import { Day, Moment } from "./dates-and-money";
import { rmaPath } from "./paths";

interface Row {
  id: string;
  number: string | null;
  status: string;
  verdict: string;
  orderName: string | null;
  requestedAt: string;
  expiresOn: string | null;
  items: string;
  symptom: string | null;
  calls: number;
  step: string | null;
  /** Whole days since it was opened. */
  days: number;
}

/** Symptoms are long; the case has them whole. */
const SYMPTOM_SHOWN = 140;

/** The claims of a page: what each is about, how long it has waited, and what it waits for. */
export function ClaimTable({ rows }: { rows: readonly Row[] }) {
  return (
    <ul className="rma-list">
      {rows.map((row) => (
        <li key={row.id} className="rma-row">
          <ClaimRow row={row} />
        </li>
      ))}
    </ul>
  );
}

function ClaimRow({ row }: { row: Row }) {
  const { t } = useTranslation();
  const { number, orderName, symptom, step, expiresOn } = row;
  const name = number ?? [t("claims.unnumbered"), orderName].filter((part) => part !== null).join(" ");
  return (
    <>
      <div className="rma-grow">
        <BlockStack gap="050">
          <Link url={rmaPath(row.id)}>
            <Text as="span" fontWeight="semibold">
              {name}
            </Text>
          </Link>
          <Text as="span" tone="subdued">
            {[orderName ?? t("claims.elsewhere"), row.items].filter(Boolean).join(" · ")}
          </Text>
          {symptom === null ? null : (
            <Text as="span">
              {symptom.length > SYMPTOM_SHOWN ? `${symptom.slice(0, SYMPTOM_SHOWN).trimEnd()}…` : symptom}
            </Text>
          )}
          <Text as="span" variant="bodySm" tone="subdued">
            <Moment at={row.requestedAt} /> · {t("claims.days", { count: row.days })} ·{" "}
            {t("claims.calls", { count: row.calls })}
            {expiresOn === null || step !== "parcel" ? null : (
              <>
                {" · "}
                {t("rma.summary.expires")} <Day date={expiresOn} />
              </>
            )}
          </Text>
        </BlockStack>
      </div>
      <InlineStack gap="100">
        {step === null ? null : <Badge tone="attention">{t(`claims.step.${step}`)}</Badge>}
        <RmaStatusBadge status={row.status} />
        {row.verdict === "allow" ? null : <CoverBadge verdict={row.verdict} />}
      </InlineStack>
    </>
  );
}
