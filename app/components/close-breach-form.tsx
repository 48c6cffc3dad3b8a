import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, ButtonGroup, Card, Text, TextField, type BannerHandles } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFocusOn } from "./focus";

type Answer = { state: string } | { error: string };

const LONGEST_REASON = 1_000;

/** Ends a case: dealt with, or taken on after the fact as an override. Neither goes without a reason. */
export function CloseBreachForm({ mayClose }: { mayClose: boolean }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<Answer>();
  const [reason, setReason] = useState("");
  const [isAsked, setAsked] = useState(false);
  const isEmpty = reason.trim() === "";
  const end = (intent: "close" | "adopt") => () => {
    setAsked(true);
    if (!isEmpty) fetcher.submit({ intent, reason }, { method: "post" });
  };
  if (!mayClose) return <Text as="p">{t("breaches.lookOnly")}</Text>;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("breaches.end.title")}
        </Text>
        <Refusal answer={fetcher.data} />
        <TextField
          label={t("breaches.end.reason")}
          helpText={t("breaches.end.help")}
          value={reason}
          onChange={setReason}
          multiline={3}
          maxLength={LONGEST_REASON}
          autoComplete="off"
          error={isAsked && isEmpty ? t("breaches.end.missing") : false}
        />
        <ButtonGroup>
          <Button variant="primary" loading={fetcher.state !== "idle"} onClick={end("close")}>
            {t("breaches.end.close")}
          </Button>
          <Button disabled={fetcher.state !== "idle"} onClick={end("adopt")}>
            {t("breaches.end.adopt")}
          </Button>
        </ButtonGroup>
      </BlockStack>
    </Card>
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
