import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Facts } from "./facts";

interface Claim {
  installed: boolean | null;
  vehicle: string | null;
  modelYear: number | null;
  serials: readonly string[];
  country: string | null;
  proof: string | null;
  email: string | null;
}

/** What was said of the part that is claimed; its warranty's facts stand at its line. */
export function ClaimFacts({ claim }: { claim: Claim }) {
  const { t } = useTranslation();
  const { installed, vehicle, modelYear, serials, country, proof, email } = claim;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("claims.part.title")}
        </Text>
        <Facts
          facts={[
            [
              t("claims.part.installed"),
              installed === null ? t("claims.part.notSaid") : t(`claims.installed.${installed}`),
            ],
            [t("claims.part.vehicle"), vehicle],
            [t("claims.part.modelYear"), modelYear],
            [t("claims.part.serials"), serials.length === 0 ? null : serials.join(", ")],
            [t("claims.part.boughtIn"), country],
            [t("claims.part.proof"), proof],
            [t("claims.part.email"), email === null ? null : <Link url={`mailto:${email}`}>{email}</Link>],
          ]}
        />
      </BlockStack>
    </Card>
  );
}
