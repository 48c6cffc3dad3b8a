import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Box, Button, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { Moment } from "~/components/dates-and-money";
import { NothingHere } from "~/components/nothing-here";
import { Page } from "~/components/page";
import { PageText } from "~/components/page-text";
import { listDeadLetters, replayDeadLetter } from "~/jobs/dead-letters.server";
import { authenticateAdmin } from "~/shopify.server";

/** Work that failed at every try, with its reason. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const letters = await listDeadLetters(shop);
  return {
    letters: letters.map(({ id, job, reason, failedAt }) => ({ id, job, reason, failedAt: failedAt.toISOString() })),
  };
}

const form = z.object({ intent: z.literal("replay"), id: z.string().min(1).max(100) });

/** Lets one piece of work run again. */
export async function action({ request }: ActionFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const input = form.safeParse(Object.fromEntries(await request.formData()));
  if (!input.success) return data({ error: "invalid-request" as const }, { status: 400 });
  const isReplayed = await replayDeadLetter(shop, input.data.id);
  return isReplayed ? data({ replayed: input.data.id }) : data({ error: "job-not-found" as const }, { status: 404 });
}

export default function JobsPage() {
  const { letters } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const fetcher = useFetcher<typeof action>();
  const answer = fetcher.data;
  const replay = (id: string) => fetcher.submit({ intent: "replay", id }, { method: "post" });
  return (
    <Page title={t("jobs.title")}>
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <PageText>{t("jobs.intro")}</PageText>
          {answer === undefined ? null : (
            <Banner tone={"replayed" in answer ? "success" : "critical"}>
              {t("replayed" in answer ? "jobs.replayed" : "jobs.gone")}
            </Banner>
          )}
          {letters.length === 0 ? (
            <NothingHere title={t("jobs.none.title")}>{t("jobs.none.text")}</NothingHere>
          ) : (
            <Card padding="0">
              <ul className="rma-list">
                {letters.map((letter) => (
                  <FailedWork key={letter.id} letter={letter} isBusy={fetcher.state !== "idle"} onReplay={replay} />
                ))}
              </ul>
            </Card>
          )}
        </BlockStack>
      </Box>
    </Page>
  );
}

interface FailedWorkProps {
  letter: { id: string; job: string; reason: string; failedAt: string };
  isBusy: boolean;
  onReplay: (id: string) => void;
}

function FailedWork({ letter: { id, job, reason, failedAt }, isBusy, onReplay }: FailedWorkProps) {
  const { t } = useTranslation();
  const work = t(`jobs.name.${job}`, { defaultValue: job });
  return (
    <li className="rma-row">
      <BlockStack gap="050">
        <Text as="h2" variant="headingSm">
          {work}
        </Text>
        <Text as="p">{t(`faults.${reason}`, { defaultValue: reason })}</Text>
        <Text as="p" tone="subdued">
          {t("jobs.column.failed")} <Moment at={failedAt} />
        </Text>
      </BlockStack>
      <Button accessibilityLabel={t("jobs.replayLabel", { work })} disabled={isBusy} onClick={() => onReplay(id)}>
        {t("jobs.replay")}
      </Button>
    </li>
  );
}
