import { Banner, BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CoverBadge } from "./badges";
import { Day } from "./dates-and-money";
import { Facts } from "./facts";
import { rmaPath } from "./paths";
import { useReading } from "./reader";

/** What the app answers to a claim that staff open: the verdict with all its reasons and its case, or why nothing was done. */
export interface AnsweredClaim {
  verdict?: string;
  findings?: readonly { code: string; text: { en: string; fr: string } }[];
  warrantyUntil?: string;
  phones?: readonly string[];
  claim?: { id: string };
  status?: string;
  error?: string;
  details?: readonly { path: string; code: string }[];
}

export function ClaimAnswer({ answer }: { answer: AnsweredClaim }) {
  const { t } = useTranslation();
  const { language } = useReading();
  const { verdict, findings = [], warrantyUntil, phones, claim, error, details = [] } = answer;
  if (error !== undefined) {
    return (
      <Banner tone="critical" title={t(`rmaError.${error}`)}>
        <ul className="rma-list">
          {details.map(({ path, code }) => (
            <li key={path}>
              {t("details.line", {
                name: t(`claims.field.${path.split(".")[0] ?? ""}`),
                verdict: t([`claims.fault.${code}`, "claims.fault.other"]),
              })}
            </li>
          ))}
        </ul>
      </Banner>
    );
  }
  const opened = claim === undefined ? null : <Link url={rmaPath(claim.id)}>{t("openClaim.case")}</Link>;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" gap="200">
          <Text as="h2" variant="headingMd">
            {t("openReturn.answer")}
          </Text>
          {verdict === undefined ? null : <CoverBadge verdict={verdict} />}
        </InlineStack>
        {verdict !== undefined && findings.length === 0 ? <Text as="p">{t("openClaim.covered")}</Text> : null}
        <ul className="rma-list">
          {findings.map(({ code, text }) => (
            <li key={code}>{text[language]}</li>
          ))}
        </ul>
        <Facts
          facts={[
            [t("order.fact.warrantyUntil"), warrantyUntil === undefined ? null : <Day date={warrantyUntil} />],
            [t("openClaim.phones"), phones === undefined ? null : phones.join(" · ")],
            [t("openReturn.to"), opened],
          ]}
        />
      </BlockStack>
    </Card>
  );
}
