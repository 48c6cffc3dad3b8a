import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Box, Button, Card, ChoiceList, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { HistoryProgress } from "~/components/history-progress";
import { Page } from "~/components/page";
import { PageText } from "~/components/page-text";
import { db } from "~/db.server";
import { historyPage } from "~/db/pages/history-page.server";
import { HISTORY_SPANS, historySince } from "~/domain/backfill";
import { authenticateAdmin } from "~/shopify.server";
import { cancelBackfill, startBackfill } from "~/workflows/start-backfill.server";

/** How far the orders from before the installation are read. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  return { history: await historyPage(db, shop, new Date()) };
}

const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("start"), span: z.enum(HISTORY_SPANS) }),
  z.object({ intent: z.literal("cancel") }),
]);

/** Begins to read the history, or stops it. */
export async function action({ request }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const input = form.safeParse(Object.fromEntries(await request.formData()));
  if (!input.success) return data({ error: "invalid-request" as const }, { status: 400 });
  const at = new Date();
  const result =
    input.data.intent === "start"
      ? await startBackfill(db, { shop, userId, since: historySince(input.data.span, at), at })
      : await cancelBackfill(db, { shop, userId, at });
  if (result.ok) return data({ done: input.data.intent });
  return data({ error: result.error.code }, { status: 422 });
}

export default function HistoryPage() {
  const { history } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const isRunning = history !== null && !history.isOver;
  return (
    <Page title={t("history.title")} backAction={{ content: t("health.title"), url: "/app/health" }}>
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <PageText>{t("history.intro")}</PageText>
          {history === null ? null : <HistoryProgress history={history} />}
          {isRunning ? <Stop /> : <Start />}
        </BlockStack>
      </Box>
    </Page>
  );
}

function Start() {
  const { t } = useTranslation();
  const fetcher = useFetcher<typeof action>();
  const [span, setSpan] = useState<string>("recent");
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("history.start.title")}
        </Text>
        <ChoiceList
          title={t("history.start.span")}
          choices={HISTORY_SPANS.map((value) => ({
            value,
            label: t(`history.spans.${value}`),
            helpText: value === "recent" ? undefined : t("history.start.needsAll"),
          }))}
          selected={[span]}
          onChange={([chosen]) => setSpan(chosen ?? "recent")}
        />
        <Text as="p" tone="subdued">
          {t("history.start.text")}
        </Text>
        <Refusal answer={fetcher.data} />
        <InlineStack>
          <Button
            variant="primary"
            loading={fetcher.state !== "idle"}
            onClick={() => fetcher.submit({ intent: "start", span }, { method: "post" })}
          >
            {t("history.start.button")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

function Stop() {
  const { t } = useTranslation();
  const fetcher = useFetcher<typeof action>();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="p">{t("history.stop.text")}</Text>
        <Refusal answer={fetcher.data} />
        <InlineStack>
          <Button
            tone="critical"
            loading={fetcher.state !== "idle"}
            onClick={() => fetcher.submit({ intent: "cancel" }, { method: "post" })}
          >
            {t("history.stop.button")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

function Refusal({ answer }: { answer: { error: string } | { done: string } | undefined }) {
  const { t } = useTranslation();
  if (answer === undefined || !("error" in answer)) return null;
  return <Banner tone="critical">{t(`history.errors.${answer.error}`)}</Banner>;
}
