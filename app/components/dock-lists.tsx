import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Moment } from "./dates-and-money";
import type { DockAnswer } from "./dock-answer";
import { rmaPath } from "./paths";
import { PhotoList } from "./photos";
import { DockBadge, DockCodes } from "./rma-records";

interface DockParcel {
  id: string;
  decision: string;
  codes: readonly string[];
  tracking: string | null;
  photoIds: readonly string[];
  contents: readonly { sku: string; quantity: number }[];
  arrivedAt: string;
  rmas: readonly { id: string; number: string | null }[];
}

/** Parcels that wait for their invoice copy: once it is here they count, and if it never comes they go back. */
export function HeldParcels({ parcels }: { parcels: readonly DockParcel[] }) {
  const { t } = useTranslation();
  if (parcels.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("dock.held.title")}
        </Text>
        <ul className="rma-list rma-stack">
          {parcels.map((parcel) => (
            <li key={parcel.id}>
              <ParcelRow parcel={parcel} />
              <GoOn parcel={parcel} />
            </li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}

function GoOn({ parcel }: { parcel: DockParcel }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<Partial<DockAnswer> & { error?: string }>();
  const [first] = parcel.rmas;
  if (first === undefined) return null;
  const press = (intent: string) => fetcher.submit({ intent }, { method: "post", action: rmaPath(first.id) });
  const pressed = fetcher.state === "idle" ? null : fetcher.formData?.get("intent");
  const buttonFor = (intent: string) => ({
    onClick: () => press(intent),
    loading: pressed === intent,
    disabled: pressed !== null && pressed !== intent,
  });
  return (
    <InlineStack gap="200" blockAlign="center">
      <Button {...buttonFor("complete-parcel")}>{t("dock.held.complete")}</Button>
      <Button {...buttonFor("send-back-parcel")}>{t("dock.held.sendBack")}</Button>
      <div role="status">
        {fetcher.data?.error === undefined ? null : (
          <Text as="p" tone="critical">
            {t(`rmaError.${fetcher.data.error}`)}
          </Text>
        )}
      </div>
    </InlineStack>
  );
}

/** What the dock has seen today, newest first. */
export function TodaysParcels({ parcels }: { parcels: readonly DockParcel[] }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("dock.today.title")}
        </Text>
        {parcels.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("dock.today.none")}
          </Text>
        ) : (
          <ul className="rma-list rma-stack">
            {parcels.map((parcel) => (
              <li key={parcel.id}>
                <ParcelRow parcel={parcel} />
              </li>
            ))}
          </ul>
        )}
      </BlockStack>
    </Card>
  );
}

function ParcelRow({ parcel }: { parcel: DockParcel }) {
  const { t } = useTranslation();
  const { rmas, contents, tracking } = parcel;
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="span" tone="subdued">
          <Moment at={parcel.arrivedAt} />
        </Text>
        <DockBadge decision={parcel.decision} />
      </InlineStack>
      <InlineStack gap="200">
        {rmas.length === 0 ? <Text as="span">{t("dock.unnamed")}</Text> : null}
        {rmas.map(({ id, number }) => (
          <Link key={id} url={rmaPath(id)}>
            {number ?? t("dock.unnamed")}
          </Link>
        ))}
      </InlineStack>
      <DockCodes codes={parcel.codes} />
      <Text as="p" tone="subdued">
        {[
          ...contents.map(({ sku, quantity }) => `${quantity} × ${sku}`),
          ...(tracking === null ? [] : [tracking]),
        ].join(", ")}
      </Text>
      <PhotoList photoIds={parcel.photoIds} />
    </BlockStack>
  );
}
