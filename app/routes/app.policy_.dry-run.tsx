import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Box, Button, Card, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { Moment } from "~/components/dates-and-money";
import { DryRunExamples } from "~/components/dry-run-examples";
import { DryRunFigures } from "~/components/dry-run-figures";
import { useLive } from "~/components/live";
import { Page } from "~/components/page";
import { PageText } from "~/components/page-text";
import { useReading } from "~/components/reader";
import { db } from "~/db.server";
import { findDryRun } from "~/db/dry-run-repository.server";
import { formatAmount } from "~/domain/money";
import type { DryRunReport } from "~/domain/policy/dry-run";
import { changedSettings } from "~/domain/policy/settings-diff";
import { authenticateAdmin } from "~/shopify.server";
import { formatNumber } from "~/texts/format";
import { startDryRun } from "~/workflows/dry-run.server";
import { readPolicyDesk } from "~/workflows/policy-desk.server";

/** What the draft would have done to every order so far, as last replayed. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const [run, { published, draft }] = await Promise.all([findDryRun(db, shop), readPolicyDesk(db, shop)]);
  return {
    hasDraft: changedSettings(published.settings, draft.settings).length > 0,
    run: run && {
      version: run.version,
      state: run.state,
      done: run.done,
      total: run.total,
      startedAt: run.startedAt.toISOString(),
      // Somebody changed or published since: the figures are of what was.
      isOutdated: run.version !== published.version || run.revision !== draft.revision,
      report: run.report && shownReport(run.report),
    },
  };
}

/** Amounts as decimal strings. */
const shownReport = ({ examples, money, ...report }: DryRunReport) => ({
  ...report,
  money: money.map(({ currency, ...kinds }) => {
    const shown = ({ before, after }: { before: number; after: number }) => ({
      before: formatAmount(before, currency),
      after: formatAmount(after, currency),
    });
    const { fees, refusedFees, warranty } = kinds;
    return { currency, fees: shown(fees), refusedFees: shown(refusedFees), warranty: shown(warranty) };
  }),
  examples: examples.map(({ lines, ...example }) => ({
    ...example,
    lines: lines.map(({ before, after, ...line }) => ({
      ...line,
      before: { ...before, fee: before.fee === null ? null : formatAmount(before.fee, example.currency) },
      after: { ...after, fee: after.fee === null ? null : formatAmount(after.fee, example.currency) },
    })),
  })),
});

const form = z.object({ intent: z.literal("start") });

/** Replays the draft anew. */
export async function action({ request }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const input = form.safeParse(Object.fromEntries(await request.formData()));
  if (!input.success) return data({ error: "invalid-request" as const }, { status: 400 });
  const started = await startDryRun(db, { shop, userId, at: new Date() });
  return started.ok ? data({ started: true as const }) : data({ error: started.error.code }, { status: 422 });
}

export default function DryRunPage() {
  const { run, hasDraft } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page title={t("dryRun.title")} backAction={{ content: t("policy.preview.title"), url: "/app/policy/preview" }}>
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <PageText>{t("dryRun.intro")}</PageText>
          <Start hasDraft={hasDraft} isRunning={run?.state === "running"} />
          {run?.state === "running" ? <Progress done={run.done} total={run.total} /> : null}
          {run?.isOutdated === true ? <Banner tone="warning">{t("dryRun.outdated")}</Banner> : null}
          {run?.report ? (
            <>
              <PageText tone="subdued">
                {t("dryRun.replayed", { version: run.version })} <Moment at={run.startedAt} />
              </PageText>
              <DryRunFigures report={run.report} />
              <DryRunExamples examples={run.report.examples} version={run.version} />
            </>
          ) : null}
        </BlockStack>
      </Box>
    </Page>
  );
}

function Start({ hasDraft, isRunning }: { hasDraft: boolean; isRunning: boolean }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<typeof action>();
  const answer = fetcher.data;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="p">{t(hasDraft ? "dryRun.ready" : "dryRun.errors.no-draft")}</Text>
        {answer !== undefined && "error" in answer ? (
          <Banner tone="critical">{t(`dryRun.errors.${answer.error}`)}</Banner>
        ) : null}
        <InlineStack>
          <Button
            variant="primary"
            disabled={!hasDraft}
            loading={isRunning || fetcher.state !== "idle"}
            onClick={() => fetcher.submit({ intent: "start" }, { method: "post" })}
          >
            {t("dryRun.button")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

const LOOK_AGAIN_MS = 1_500;

function Progress({ done, total }: { done: number; total: number }) {
  const { t } = useTranslation();
  const { locale } = useReading();
  useLive(LOOK_AGAIN_MS);
  const number = (value: number) => formatNumber(value, locale);
  return (
    <Card>
      <BlockStack gap="100">
        <Text as="p" id="dry-run">
          {t("dryRun.progress", { done: number(done), total: number(Math.max(done, total)) })}
        </Text>
        <ProgressBar
          progress={total === 0 ? 0 : Math.min(100, Math.round((done / total) * 100))}
          size="small"
          ariaLabelledBy="dry-run"
        />
      </BlockStack>
    </Card>
  );
}
