import { useFetcher } from "@remix-run/react";
import { Badge, Banner, BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Day, Moment } from "./dates-and-money";

interface WaitingUnits {
  lineId: string;
  locationId: string;
  locationName: string;
  sku: string | null;
  title: string;
  quantity: number;
  place: number;
  unitsAhead: number;
  expectedOn: string | null;
  skip: string | null;
  pinReason: string | null;
  staffSkipReason: string | null;
}

interface Props {
  orderId: string;
  waiting: readonly WaitingUnits[];
  /** When the customer was told that they wait for long, and when he agreed to that. */
  delay: { noticedAt: string; agreedAt: string | null } | null;
  /** Cancellations that stopped for a person to look at. */
  stopped: number;
}

/** What of an order waits, where it stands in its queue and why, and cancellations that stopped (R22–R26). */
export function OrderWaiting({ orderId, waiting, delay, stopped }: Props) {
  const { t } = useTranslation();
  if (waiting.length === 0 && stopped === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("order.waiting.title")}
        </Text>
        {stopped === 0 ? null : <Stopped orderId={orderId} stopped={stopped} />}
        <ul className="rma-list rma-stack">
          {waiting.map((units) => (
            <Units key={`${units.lineId} ${units.locationId}`} units={units} />
          ))}
        </ul>
        {delay === null || waiting.length === 0 ? null : <Delay {...delay} />}
      </BlockStack>
    </Card>
  );
}

function Delay({ noticedAt, agreedAt }: { noticedAt: string; agreedAt: string | null }) {
  const { t } = useTranslation();
  return (
    <Text as="p">
      {t("order.waiting.told")} <Moment at={noticedAt} />
      {". "}
      {agreedAt === null ? (
        t("order.waiting.unanswered")
      ) : (
        <>
          {t("order.waiting.agreed")} <Moment at={agreedAt} />.
        </>
      )}
    </Text>
  );
}

function Units({ units }: { units: WaitingUnits }) {
  const { t } = useTranslation();
  const { sku, title, quantity, locationName, place, unitsAhead, expectedOn, skip, pinReason, staffSkipReason } = units;
  return (
    <li>
      <BlockStack gap="100">
        <Text as="p">{`${sku ?? title} · ${t("queue.waiting", { count: quantity })}`}</Text>
        <Text as="p" tone="subdued">
          {`${locationName} · ${t("order.waiting.place", { place })} · ${t("order.waiting.ahead", { count: unitsAhead })}`}
        </Text>
        {expectedOn === null ? null : (
          <Text as="p" tone="subdued">
            {t("order.waiting.expected")} <Day date={expectedOn} />
          </Text>
        )}
        <InlineStack gap="100">
          {pinReason === null ? null : <Badge tone="attention">{t("queue.pinned", { reason: pinReason })}</Badge>}
          {staffSkipReason === null ? null : <Badge>{t("queue.skipped", { reason: staffSkipReason })}</Badge>}
          {skip === null ? null : <Badge tone="warning">{t(`skip.${skip}`)}</Badge>}
        </InlineStack>
      </BlockStack>
    </li>
  );
}

function Stopped({ orderId, stopped }: { orderId: string; stopped: number }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<{ error?: string }>();
  const refusal = fetcher.data?.error;
  const resume = () => fetcher.submit({ resume: JSON.stringify({ orderId }) }, { method: "post" });
  return (
    <Banner
      tone="warning"
      action={{ content: t("order.waiting.resume"), onAction: resume, loading: fetcher.state !== "idle" }}
    >
      <Text as="p">{t("order.waiting.stopped", { count: stopped })}</Text>
      {refusal === undefined ? null : (
        <Text as="p">{t(`order.waiting.refused.${refusal}`, { defaultValue: t("queue.refused.other") })}</Text>
      )}
    </Banner>
  );
}
