import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Badge, BlockStack, Box, Card, InlineStack, Link, ProgressBar, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { Moment } from "~/components/dates-and-money";
import { Facts } from "~/components/facts";
import { Page } from "~/components/page";
import { ProgressList } from "~/components/progress-list";
import { useReading } from "~/components/reader";
import { Reconciliation } from "~/components/reconciliation";
import { db } from "~/db.server";
import { healthPage, type ApiBudget, type TopicHealth } from "~/db/pages/health-page.server";
import { findShop } from "~/db/shop-repository.server";
import { listDeadLetters } from "~/jobs/dead-letters.server";
import { authenticateAdmin } from "~/shopify.server";
import { API_VERSION } from "~/shopify/api-version";
import { formatNumber } from "~/texts/format";
import { VERSION } from "~/version.server";
import { requestReconciliation } from "~/workflows/request-reconciliation.server";

/** How the app is doing for this shop: what comes in, what waits, what Shopify still lets us ask, how far work is. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const now = new Date();
  const [record, health, failed] = await Promise.all([
    findShop(db, shop),
    healthPage(db, shop, now),
    listDeadLetters(shop),
  ]);
  return {
    ...health,
    failed: failed.length,
    isPaused: record === null || record.pausedBecause !== null,
    reconciledTo: record?.reconciledTo?.toISOString() ?? null,
    lagSeconds: lagOf(health.topics, now),
    version: VERSION,
    apiVersion: API_VERSION,
  };
}

/** How long the oldest notification has waited that nobody has handled yet. */
function lagOf(topics: readonly TopicHealth[], now: Date): number {
  const waits = topics.flatMap(({ oldestOpenAt }) => (oldestOpenAt === null ? [] : [Date.parse(oldestOpenAt)]));
  return Math.max(0, ...waits.map((since) => Math.round((now.getTime() - since) / 1_000)));
}

const form = z.object({ intent: z.literal("reconcile") });

/** "Compare now": looks at Shopify for what no webhook told. */
export async function action({ request }: ActionFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const input = form.safeParse(Object.fromEntries(await request.formData()));
  if (!input.success) return data({ error: "invalid-request" as const }, { status: 400 });
  await requestReconciliation(shop);
  return data({ requested: true as const });
}

export default function HealthPage() {
  const { topics, budget, progress, reconciledTo, nextNight } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page title={t("health.title")} subtitle={t("health.intro")}>
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <Standing />
          <Reconciliation reconciledTo={reconciledTo} nextNight={nextNight}>
            <ProgressList progress={progress} />
          </Reconciliation>
          <History />
          <Notifications topics={topics} />
          <Budget budget={budget} />
          <Records />
        </BlockStack>
      </Box>
    </Page>
  );
}

const SLOW_SECONDS = 60;

function Standing() {
  const { failed, isPaused, lagSeconds, version, apiVersion } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const { locale } = useReading();
  const isWell = !isPaused && failed === 0 && lagSeconds < SLOW_SECONDS;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t("health.standing.title")}
          </Text>
          <Badge tone={isWell ? "success" : "attention"}>{t(isWell ? "health.well" : "health.look")}</Badge>
        </InlineStack>
        <Facts
          facts={[
            [t("health.standing.access"), t(isPaused ? "health.standing.paused" : "health.standing.working")],
            [
              t("health.standing.lag"),
              t("health.seconds", { count: lagSeconds, value: formatNumber(lagSeconds, locale) }),
            ],
            [t("health.standing.failed"), <Link url="/app/jobs">{formatNumber(failed, locale)}</Link>],
            [t("health.standing.version"), t("health.versions", { version, apiVersion })],
          ]}
        />
      </BlockStack>
    </Card>
  );
}

function History() {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t("health.history.title")}
        </Text>
        <Text as="p">{t("health.history.text")}</Text>
        <Link url="/app/history">{t("health.history.link")}</Link>
      </BlockStack>
    </Card>
  );
}

function Notifications({ topics }: { topics: readonly TopicHealth[] }) {
  const { t } = useTranslation();
  const { locale } = useReading();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("health.topics.title")}
        </Text>
        {topics.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("health.topics.none")}
          </Text>
        ) : (
          <ul className="rma-list rma-stack">
            {topics.map(({ topic, received, open, medianSeconds, lastAt }) => (
              <li key={topic}>
                <Text as="p" fontWeight="semibold">
                  {topic}
                </Text>
                <Text as="p" tone="subdued">
                  {t("health.topics.counts", {
                    received: formatNumber(received, locale),
                    open: formatNumber(open, locale),
                  })}
                  {medianSeconds === null
                    ? null
                    : ` · ${t("health.topics.median", { seconds: formatNumber(medianSeconds, locale) })}`}
                  {" · "}
                  {t("health.topics.last")} <Moment at={lastAt} only="time" />
                </Text>
              </li>
            ))}
          </ul>
        )}
      </BlockStack>
    </Card>
  );
}

function Budget({ budget }: { budget: ApiBudget | null }) {
  const { t } = useTranslation();
  const { locale } = useReading();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd" id="budget">
          {t("health.budget.title")}
        </Text>
        <Text as="p">{t("health.budget.text")}</Text>
        {budget === null ? (
          <Text as="p" tone="subdued">
            {t("health.budget.none")}
          </Text>
        ) : (
          <>
            <ProgressBar
              progress={Math.round((budget.available / Math.max(1, budget.maximum)) * 100)}
              size="small"
              ariaLabelledBy="budget"
            />
            <Text as="p" tone="subdued">
              {t("health.budget.points", {
                available: formatNumber(budget.available, locale),
                maximum: formatNumber(budget.maximum, locale),
                rate: formatNumber(budget.restoreRate, locale),
              })}{" "}
              <Moment at={budget.readAt} />
            </Text>
          </>
        )}
      </BlockStack>
    </Card>
  );
}

/** The pages that stand in no menu. */
function Records() {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t("health.records")}
        </Text>
        <ul className="rma-list rma-stack">
          {(["jobs", "mails", "privacy"] as const).map((name) => (
            <li key={name}>
              <Link url={`/app/${name}`}>{t(`nav.${name}`)}</Link>
            </li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}
