import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Moment } from "./dates-and-money";
import { Facts } from "./facts";
import { shopifyPath } from "./paths";

interface Order {
  orderId: string;
  placedAt: string;
  judgedAt: string;
  cancelledAt: string | null;
  backfilled: boolean;
  policyVersion: number;
  channel: string;
  regionOk: boolean;
  shipTo: string;
}

/** What was frozen of the order as a whole. */
export function OrderSummary({ order }: { order: Order }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("order.summary", { version: order.policyVersion })}
        </Text>
        <Facts
          facts={[
            [t("order.fact.placedAt"), <Moment at={order.placedAt} />],
            [t("order.fact.judgedAt"), <Moment at={order.judgedAt} />],
            [t("order.fact.cancelledAt"), order.cancelledAt === null ? null : <Moment at={order.cancelledAt} />],
            [t("order.fact.shipTo"), order.shipTo === "" ? null : order.shipTo],
            [t("order.fact.region"), t(order.regionOk ? "order.region.yes" : "order.region.no")],
            [t("order.fact.channel"), t(`order.channel.${order.channel}`)],
            [t("order.fact.backfilled"), order.backfilled ? t("order.yes") : null],
          ]}
        />
        <Link url={shopifyPath("orders", order.orderId)} target="_top">
          {t("order.openInShopify")}
        </Link>
      </BlockStack>
    </Card>
  );
}
