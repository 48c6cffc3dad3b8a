import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Day, Moment } from "./dates-and-money";
import { Facts } from "./facts";
import { orderPath, shopifyPath } from "./paths";
import { usePerson } from "./people";
import type { CaseHead } from "./rma-case";

/** Who asked for what, when, and until when it holds. */
export function RmaSummary({ rma }: { rma: CaseHead }) {
  const { t } = useTranslation();
  const person = usePerson();
  const { orderId, orderName, customerId } = rma;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("rma.summary.title")}
        </Text>
        <Facts
          facts={[
            [t("rma.summary.kind"), t(`rmaKind.${rma.kind}`)],
            [t("rma.summary.order"), orderId === null ? null : <Link url={orderPath(orderId)}>{orderName}</Link>],
            [
              t("rma.summary.customer"),
              customerId === null ? null : (
                <Link url={shopifyPath("customers", customerId)} target="_top">
                  {t("rma.summary.customerLink")}
                </Link>
              ),
            ],
            [t("rma.summary.requested"), <Moment at={rma.requestedAt} />],
            [t("rma.summary.by"), person(rma.requestedBy)],
            [t("rma.summary.askedOn"), <Day date={rma.askedOn} />],
            [t("rma.summary.approved"), rma.approvedAt === null ? null : <Moment at={rma.approvedAt} />],
            [t("rma.summary.expires"), rma.expiresOn === null ? null : <Day date={rma.expiresOn} />],
            [t("rma.summary.closed"), rma.closedAt === null ? null : <Moment at={rma.closedAt} />],
            [t("rma.summary.declined"), rma.declineText],
            [t("rma.summary.policy"), rma.policyVersion],
          ]}
        />
      </BlockStack>
    </Card>
  );
}
