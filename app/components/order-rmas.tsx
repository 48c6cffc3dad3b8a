import { Badge, BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { rmaPath } from "./paths";

interface OrderRma {
  id: string;
  number: string | null;
  kind: string;
  status: string;
}

/** The cases about an order's units, each with where it stands. */
export function OrderRmas({ rmas }: { rmas: readonly OrderRma[] }) {
  const { t } = useTranslation();
  if (rmas.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("order.rmas")}
        </Text>
        <ul className="rma-list rma-stack">
          {rmas.map(({ id, number, kind, status }) => (
            <li key={id}>
              <InlineStack gap="200" align="space-between">
                <Link url={rmaPath(id)}>{number ?? t(`rmaKind.${kind}`)}</Link>
                <Badge>{t(`rmaStatus.${status}`)}</Badge>
              </InlineStack>
            </li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}
