import { Badge, BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { formatNumber } from "~/texts/format";
import { orderPath, rmaPath, UNCLEAR_PRODUCTS } from "./paths";
import { useReading } from "./reader";

interface Waiting {
  kind: string;
  count: number;
  isMore: boolean;
  named: readonly { id: string; name: string }[];
}

/** What only a person can decide or do, and where. */
export function WaitingList({ waiting, failed }: { waiting: readonly Waiting[]; failed: number }) {
  const { t } = useTranslation();
  const { locale } = useReading();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("home.waiting.title")}
        </Text>
        {waiting.length === 0 && failed === 0 ? (
          <Text as="p" tone="subdued">
            {t("home.waiting.none")}
          </Text>
        ) : (
          <ul className="rma-list rma-stack">
            {failed === 0 ? null : (
              <li>
                <Line count={formatNumber(failed, locale)} text={t("home.waiting.failed", { count: failed })} isBad />
                <Link url="/app/jobs">{t("home.waiting.replay")}</Link>
              </li>
            )}
            {waiting.map((one) => (
              <WaitingKind key={one.kind} waiting={one} />
            ))}
          </ul>
        )}
      </BlockStack>
    </Card>
  );
}

function WaitingKind({ waiting: { kind, count, isMore, named } }: { waiting: Waiting }) {
  const { t } = useTranslation();
  const { locale } = useReading();
  const shown = formatNumber(count, locale);
  const list = LISTS[kind];
  return (
    <li>
      <Line
        count={isMore ? `${shown}+` : shown}
        text={t(`home.waiting.${kind}`, { count })}
        isBad={kind === "breach" || kind === "mail-failed"}
      />
      <Text as="p">
        {named.map(({ id, name }, index) => (
          <Fragment key={`${id} ${index}`}>
            {index === 0 ? null : ", "}
            <WaitingLink kind={kind} id={id} name={name} />
          </Fragment>
        ))}
        {count > named.length ? "…" : null}
        {list === undefined ? null : (
          <>
            {" · "}
            <Link url={list}>{t("home.waiting.all")}</Link>
          </>
        )}
      </Text>
    </li>
  );
}

/** Where each kind is dealt with; the rest are cases. */
const PATHS: Readonly<Record<string, (id: string) => string>> = {
  breach: orderPath,
  "cancellation-stopped": orderPath,
  "mail-failed": (id) => `/app/mails/${id}`,
  "unknown-class": () => UNCLEAR_PRODUCTS,
};

/** The list that shows all of a kind. */
const LISTS: Readonly<Record<string, string>> = {
  requested: "/app/rmas?status=requested",
  claim: "/app/claims",
  arrived: "/app/rmas?status=received",
  breach: "/app/breaches",
  "parcel-held": "/app/dock",
  "mail-failed": "/app/mails?state=failed",
};

function WaitingLink({ kind, id, name }: { kind: string; id: string; name: string }) {
  const path = PATHS[kind] ?? rmaPath;
  return <Link url={path(id)}>{name}</Link>;
}

function Line({ count, text, isBad }: { count: string; text: string; isBad: boolean }) {
  return (
    <InlineStack gap="200" blockAlign="center">
      <Badge tone={isBad ? "critical" : "attention"}>{count}</Badge>
      <Text as="span">{text}</Text>
    </InlineStack>
  );
}
