import { useRevalidator } from "@remix-run/react";
import { BlockStack, ProgressBar, Text } from "@shopify/polaris";
import { useEffect, useId } from "react";
import { useTranslation } from "react-i18next";
import { formatNumber } from "~/texts/format";
import { Moment } from "./dates-and-money";
import { useReading } from "./reader";

interface Progress {
  work: string;
  done: number;
  total: number | null;
  endedAt: string | null;
  isRunning: boolean;
}

const LOOK_AGAIN_MS = 1_500;

/** How far long work has come; while some of it runs, the page asks again. */
export function ProgressList({ progress }: { progress: readonly Progress[] }) {
  const isRunning = progress.some((work) => work.isRunning);
  useAskAgain(isRunning);
  return (
    <BlockStack gap="300">
      {progress.map((work) => (
        <WorkLine key={work.work} progress={work} />
      ))}
    </BlockStack>
  );
}

function useAskAgain(isRunning: boolean): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!isRunning || state !== "idle") return;
    const timer = setTimeout(revalidate, LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [isRunning, state, revalidate]);
}

function WorkLine({ progress: { work, done, total, endedAt, isRunning } }: { progress: Progress }) {
  const { t } = useTranslation();
  const { locale } = useReading();
  const id = useId();
  const number = (value: number) => formatNumber(value, locale);
  // More than was counted at the start may turn up on the way.
  const share = total === null || total === 0 ? null : Math.min(100, Math.round((done / total) * 100));
  const counts = { done: number(done), total: number(Math.max(done, total ?? 0)) };
  return (
    <BlockStack gap="100">
      <Text as="p" id={id}>
        {t(`progress.${work}`)} {t(total === null ? "progress.soFar" : "progress.of", counts)}
      </Text>
      {endedAt === null && share !== null ? <ProgressBar progress={share} size="small" ariaLabelledBy={id} /> : null}
      <Text as="p" variant="bodySm" tone="subdued">
        {endedAt === null ? (
          t(isRunning ? "progress.running" : "progress.silent")
        ) : (
          <>
            {t("progress.ended")} <Moment at={endedAt} />
          </>
        )}
      </Text>
    </BlockStack>
  );
}
