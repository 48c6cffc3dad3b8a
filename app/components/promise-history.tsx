import { Card, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Moment } from "./dates-and-money";
import { orderPath } from "./paths";

interface Row {
  id: string;
  orderId: string;
  orderName: string;
  units: number;
  why: string;
  at: string;
}

/** Every promise of a queue's stock, newest first, and every one that became void. */
export function PromiseHistory({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation();
  if (rows.length === 0) return <Text as="p">{t("queue.noPromises")}</Text>;
  return (
    <Card padding="0">
      <ul className="rma-list">
        {rows.map(({ id, orderId, orderName, units, why, at }) => (
          <li key={id} className="rma-row">
            <Text as="span">
              <Link url={orderPath(orderId)}>{orderName}</Link> {t(`queue.why.${why}`, { count: Math.abs(units) })}
            </Text>
            <Text as="span" tone="subdued">
              <Moment at={at} />
            </Text>
          </li>
        ))}
      </ul>
    </Card>
  );
}
