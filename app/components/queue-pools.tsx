import { Button, BlockStack, Card, InlineStack, Link, Text, TextField } from "@shopify/polaris";
import { useNavigate } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Day, Moment } from "./dates-and-money";
import { Facts } from "./facts";

interface Pool {
  inventoryItemId: string;
  locationId: string;
  sku: string | null;
  title: string;
  locationName: string;
  waiting: number;
  outstanding: number;
  promisable: number | null;
  readAt: string | null;
  expectedOn: string | null;
}

/** The page of one queue, and what would ship if more came. */
export const poolPath = (
  { inventoryItemId, locationId }: Pick<Pool, "inventoryItemId" | "locationId">,
  arriving = 0,
): string => {
  const asked = new URLSearchParams({ item: inventoryItemId, location: locationId });
  if (arriving > 0) asked.set("arriving", String(arriving));
  return `/app/backorders?${asked.toString()}`;
};

/** Products for which somebody waits, the longest queue first. */
export function QueuePools({ pools }: { pools: readonly Pool[] }) {
  const { t } = useTranslation();
  return (
    <ul className="rma-list">
      {pools.map((pool) => (
        <li key={`${pool.inventoryItemId} ${pool.locationId}`} className="rma-row">
          <BlockStack gap="050">
            <Link url={poolPath(pool)}>{pool.title}</Link>
            <Text as="p" tone="subdued">
              {[pool.sku, pool.locationName].filter((part) => part !== null).join(" · ")}
            </Text>
          </BlockStack>
          <BlockStack gap="050" inlineAlign="end">
            <Text as="p">{t("queue.waiting", { count: pool.waiting })}</Text>
            {pool.expectedOn === null ? null : (
              <Text as="p" tone="subdued">
                {t("queue.expected")} <Day date={pool.expectedOn} />
              </Text>
            )}
          </BlockStack>
        </li>
      ))}
    </ul>
  );
}

interface HeadProps {
  pool: Pool;
  arriving: number;
  onAct: (form: Record<string, string>) => void;
}

/** One queue's stock, the day more is expected, and the question what would ship. */
export function QueuePoolHead({ pool, arriving, onAct }: HeadProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [units, setUnits] = useState(arriving > 0 ? String(arriving) : "");
  const [day, setDay] = useState(pool.expectedOn ?? "");
  const { inventoryItemId, locationId } = pool;
  return (
    <Card>
      <BlockStack gap="400">
        <Facts
          facts={[
            [t("order.skuName"), pool.sku],
            [t("queue.fact.waiting"), pool.waiting],
            [t("queue.fact.promisable"), pool.promisable],
            [t("queue.fact.outstanding"), pool.outstanding],
            [t("queue.fact.readAt"), pool.readAt === null ? null : <Moment at={pool.readAt} />],
          ]}
        />
        <InlineStack gap="400" blockAlign="end">
          <TextField
            label={t("queue.simulate")}
            type="number"
            min={0}
            autoComplete="off"
            value={units}
            onChange={setUnits}
            connectedRight={
              <Button onClick={() => navigate(poolPath(pool, Number(units) || 0))}>{t("queue.simulateGo")}</Button>
            }
          />
          <TextField
            label={t("queue.expectedOn")}
            type="date"
            autoComplete="off"
            value={day}
            onChange={setDay}
            connectedRight={
              <Button onClick={() => onAct({ intent: "expect", inventoryItemId, locationId, expectedOn: day })}>
                {t("queue.save")}
              </Button>
            }
          />
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
