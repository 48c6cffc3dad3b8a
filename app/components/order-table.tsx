import { BlockStack, Box, IndexTable, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { OrderFlagBadges, VerdictBadge } from "./badges";
import { Moment } from "./dates-and-money";
import { orderPath } from "./paths";

interface Row {
  orderId: string;
  name: string;
  processedAt: string;
  shipTo: string;
  cancelled: boolean;
  verdict: string;
  nonReturnable: boolean;
  waitingUnits: number;
  openBreaches: number;
  policyVersion: number;
  flagged: boolean;
}

/** The orders as a table on a wide screen, as a list on a telephone. */
export function OrderTable({ rows }: { rows: readonly Row[] }) {
  return (
    <>
      <div className="rma-wide">
        <WideTable rows={rows} />
      </div>
      <ul className="rma-narrow rma-list">
        {rows.map((row) => (
          <li key={row.orderId}>
            <NarrowRow row={row} />
          </li>
        ))}
      </ul>
    </>
  );
}

function WideTable({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation();
  const columns = ["order", "date", "shipTo", "verdict", "flags", "policy"] as const;
  const [first, ...others] = columns.map((column) => ({ title: t(`orders.column.${column}`) }));
  return (
    <IndexTable
      resourceName={{ singular: t("orders.resource.one"), plural: t("orders.resource.other") }}
      itemCount={rows.length}
      headings={[first ?? { title: "" }, ...others]}
      selectable={false}
    >
      {rows.map((row, position) => (
        <IndexTable.Row key={row.orderId} id={row.orderId} position={position}>
          <IndexTable.Cell>
            <Link url={orderPath(row.orderId)} dataPrimaryLink>
              <Text as="span" fontWeight="semibold">
                {row.name}
              </Text>
            </Link>
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Moment at={row.processedAt} />
          </IndexTable.Cell>
          <IndexTable.Cell>{row.shipTo}</IndexTable.Cell>
          <IndexTable.Cell>
            <VerdictBadge verdict={row.verdict} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <InlineStack gap="100">
              <OrderFlagBadges {...row} />
            </InlineStack>
          </IndexTable.Cell>
          <IndexTable.Cell>{t("policy.version", { version: row.policyVersion })}</IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function NarrowRow({ row }: { row: Row }) {
  return (
    <Box padding="400" borderBlockEndWidth="025" borderColor="border-secondary">
      <BlockStack gap="200">
        <InlineStack align="space-between" gap="200">
          <Link url={orderPath(row.orderId)}>
            <Text as="span" fontWeight="semibold">
              {row.name}
            </Text>
          </Link>
          <Text as="span" tone="subdued">
            <Moment at={row.processedAt} />
          </Text>
        </InlineStack>
        <InlineStack gap="100">
          <VerdictBadge verdict={row.verdict} />
          <OrderFlagBadges {...row} />
        </InlineStack>
      </BlockStack>
    </Box>
  );
}
