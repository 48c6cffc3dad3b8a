import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, ChoiceList, Link, Text, type BannerHandles } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Moment, Money } from "./dates-and-money";
import { useFocusOn } from "./focus";
import { shopifyPath } from "./paths";

type Answer = { state: string } | { error: string };

interface Breach {
  orderId: string;
  amount: string;
  currency: string;
}

interface Invoice {
  way: string;
  state: string;
  stopCode: string | null;
  draftOrderId: string | null;
  sentAt: string | null;
  byName: string | null;
}

interface ClaimDifferenceProps {
  breach: Breach;
  invoice: Invoice | null;
  /** The ways that may be pressed now; none hides the form. */
  ways: readonly string[];
}

/** The difference is claimed from the customer by invoice: what came of it, and the form for it where it may be pressed. */
export function ClaimDifference({ breach, invoice, ways }: ClaimDifferenceProps) {
  const { t } = useTranslation();
  if (invoice === null && ways.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("breaches.invoice.title")}
        </Text>
        {invoice === null ? null : <InvoiceState invoice={invoice} orderId={breach.orderId} />}
        {ways.length === 0 ? null : <ClaimForm breach={breach} ways={ways} />}
      </BlockStack>
    </Card>
  );
}

function InvoiceState({ invoice, orderId }: { invoice: Invoice; orderId: string }) {
  const { t } = useTranslation();
  const { way, state, stopCode, draftOrderId, sentAt, byName } = invoice;
  if (state === "stopped") return <Banner tone="warning">{t(`breaches.invoice.stop.${stopCode ?? ""}`)}</Banner>;
  if (sentAt === null) return <Text as="p">{t("breaches.invoice.underWay")}</Text>;
  const url = draftOrderId === null ? shopifyPath("orders", orderId) : shopifyPath("draft_orders", draftOrderId);
  return (
    <BlockStack gap="100">
      <Text as="p">{t(`breaches.invoice.way.${way}`)}</Text>
      <Text as="p" tone="subdued">
        {byName ?? t("home.actor.user")} <Moment at={sentAt} />
      </Text>
      <Link url={url} target="_top">
        {t("breaches.invoice.open")}
      </Link>
    </BlockStack>
  );
}

function ClaimForm({ breach, ways }: { breach: Breach; ways: readonly string[] }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<Answer>();
  const [wanted, setWanted] = useState(ways[0] ?? "");
  const way = ways.includes(wanted) ? wanted : (ways[0] ?? "");
  return (
    <>
      <Refusal answer={fetcher.data} />
      <Text as="p">
        {t("breaches.invoice.text")}{" "}
        <Text as="span" fontWeight="semibold">
          <Money amount={breach.amount} currency={breach.currency} />
        </Text>
      </Text>
      <ChoiceList
        title={t("breaches.invoice.ways")}
        choices={ways.map((value) => ({
          value,
          label: t(`breaches.invoice.choice.${value}`),
          helpText: t(`breaches.invoice.help.${value}`),
        }))}
        selected={[way]}
        onChange={([chosen]) => setWanted(chosen ?? way)}
      />
      <div>
        <Button
          loading={fetcher.state !== "idle"}
          onClick={() => fetcher.submit({ intent: "invoice", way }, { method: "post" })}
        >
          {t("breaches.invoice.send")}
        </Button>
      </div>
    </>
  );
}

function Refusal({ answer }: { answer: Answer | undefined }) {
  const { t } = useTranslation();
  const banner = useFocusOn<BannerHandles>(answer);
  if (answer === undefined || !("error" in answer)) return null;
  return (
    <Banner ref={banner} tone="critical">
      {t(`breaches.error.${answer.error}`)}
    </Banner>
  );
}
