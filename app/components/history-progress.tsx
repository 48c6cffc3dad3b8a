import { useRevalidator } from "@remix-run/react";
import { Badge, Banner, BlockStack, Card, InlineStack, ProgressBar, Text, type BadgeProps } from "@shopify/polaris";
import { useEffect, useId } from "react";
import { useTranslation } from "react-i18next";
import { formatNumber } from "~/texts/format";
import { Moment } from "./dates-and-money";
import { Facts } from "./facts";
import { useReading } from "./reader";

interface Course {
  done: number;
  total: number;
  perSecond: number | null;
  secondsLeft: number | null;
}

interface History {
  state: string;
  since: string | null;
  problem: string | null;
  failures: number;
  course: Course | null;
  total: number;
  judged: number;
  stored: number;
  unreadable: number;
  unwritten: number;
  startedAt: string;
  updatedAt: string;
  isOver: boolean;
  isSilent: boolean;
}

const LOOK_AGAIN_MS = 1_500;

const TONES: Readonly<Record<string, BadgeProps["tone"]>> = {
  done: "success",
  failed: "critical",
  cancelled: "warning",
};

/** How far the reading of the history is; while it runs, the page asks again. */
export function HistoryProgress({ history }: { history: History }) {
  const { t } = useTranslation();
  const { locale } = useReading();
  useAskAgain(!history.isOver);
  const { state, problem, failures, course, isSilent } = history;
  const number = (value: number) => formatNumber(value, locale);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t("history.progress.title")}
          </Text>
          <Badge tone={TONES[state] ?? "info"}>{t(`history.states.${state}.name`)}</Badge>
        </InlineStack>
        <Text as="p">{t(`history.states.${state}.text`)}</Text>
        {course === null ? null : <Bar course={course} isBytes={state === "staging"} />}
        {problem === null || state === "done" ? null : (
          <Banner tone={state === "failed" ? "critical" : "warning"}>
            {t("history.progress.problem", {
              problem: t(`history.problems.${problem}`, t("history.problems.other", { code: problem })),
              count: failures,
            })}
          </Banner>
        )}
        {isSilent ? <Text as="p">{t("progress.silent")}</Text> : null}
        <Facts
          facts={[
            [
              t("history.facts.since"),
              history.since === null ? t("history.facts.everything") : <Moment at={history.since} />,
            ],
            [t("history.facts.found"), number(history.total)],
            [t("history.facts.judged"), number(history.judged)],
            [t("history.facts.stored"), number(history.stored)],
            [t("history.facts.unreadable"), number(history.unreadable)],
            [t("history.facts.unwritten"), number(history.unwritten)],
            [t("history.facts.started"), <Moment key="started" at={history.startedAt} />],
            [t("history.facts.updated"), <Moment key="updated" at={history.updatedAt} />],
          ]}
        />
      </BlockStack>
    </Card>
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

const MEGABYTE = 1_000_000;

function Bar({ course: { done, total, perSecond, secondsLeft }, isBytes }: { course: Course; isBytes: boolean }) {
  const { t } = useTranslation();
  const { locale } = useReading();
  const id = useId();
  const unit = isBytes ? "megabytes" : "orders";
  const number = (value: number) => formatNumber(Math.round(isBytes ? value / MEGABYTE : value), locale);
  const share = total === 0 ? 100 : Math.min(100, Math.round((done / total) * 100));
  return (
    <BlockStack gap="100">
      <Text as="p" id={id}>
        {t(`history.course.${unit}`, { done: number(done), total: number(Math.max(done, total)) })}
      </Text>
      <ProgressBar progress={share} size="small" ariaLabelledBy={id} />
      {perSecond === null || secondsLeft === null ? null : (
        <Text as="p" tone="subdued">
          {t(`history.course.${unit}PerSecond`, { rate: number(perSecond) })} ·{" "}
          {secondsLeft < 60
            ? t("history.course.secondsLeft", { count: secondsLeft })
            : t("history.course.minutesLeft", { count: Math.ceil(secondsLeft / 60) })}
        </Text>
      )}
    </BlockStack>
  );
}
