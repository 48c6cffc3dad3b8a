import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, InlineStack, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Moment } from "./dates-and-money";

interface Props {
  reconciledTo: string | null;
  nextNight: string | null;
  /** How far long work has come. */
  children: ReactNode;
}

/** Asks for a reconciliation and says what became of the asking. */
export function Reconciliation({ reconciledTo, nextNight, children }: Props) {
  const { t } = useTranslation();
  const fetcher = useFetcher<{ requested: true } | { error: string }>();
  const answer = fetcher.data;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("health.reconcile.title")}
        </Text>
        <Text as="p">{t("health.reconcile.text")}</Text>
        <Text as="p" tone="subdued">
          {reconciledTo === null ? (
            t("health.reconcile.never")
          ) : (
            <>
              {t("health.reconcile.last")} <Moment at={reconciledTo} />
            </>
          )}
          {nextNight === null ? null : (
            <>
              {" · "}
              {t("health.reconcile.next")} <Moment at={nextNight} />
            </>
          )}
        </Text>
        {children}
        {answer === undefined ? null : (
          <Banner tone={"requested" in answer ? "success" : "critical"}>
            {t("requested" in answer ? "health.reconcile.requested" : "health.reconcile.failed")}
          </Banner>
        )}
        <fetcher.Form method="post">
          <input type="hidden" name="intent" value="reconcile" />
          <InlineStack gap="300" blockAlign="center">
            <Button submit loading={fetcher.state !== "idle"}>
              {t("health.reconcile.button")}
            </Button>
            <Link url="/app/missed">{t("health.reconcile.missed")}</Link>
          </InlineStack>
        </fetcher.Form>
      </BlockStack>
    </Card>
  );
}
