import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, InlineStack, Text, TextField, type BannerHandles } from "@shopify/polaris";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Day } from "./dates-and-money";
import { DownloadButton } from "./download-button";
import { useFocusOn } from "./focus";
import { rmaPath } from "./paths";
import { usePerson } from "./people";
import { useReading } from "./reader";
import type { CaseHead } from "./rma-case";
import { formatMoney } from "~/texts/format";

/** What the person may do, by the role that they were given (R9). */
interface MayDo {
  decide: boolean;
  override: boolean;
  receive: boolean;
  inspect: boolean;
  refund: boolean;
}

interface GivenOverride {
  by: string;
  amount: string;
  needsSecondPerson: boolean;
  secondBy: string | null;
}

interface Props {
  rma: CaseHead;
  waiting: { open: number; uninspected: number; unpaid: number; held: boolean };
  commands: readonly string[];
  override: GivenOverride | null;
  may: MayDo;
  self: string;
}

interface Answer {
  status?: string;
  error?: string;
}

/** The steps that the case's status and the person's role allow, each as a button, and what became of the last one. */
export function RmaSteps(props: Props) {
  const { t } = useTranslation();
  const fetcher = useFetcher<Answer>();
  const banner = useFocusOn<BannerHandles>(fetcher.data);
  const steps = stepsOf(props);
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("rma.steps.title")}
        </Text>
        {fetcher.data === undefined ? null : (
          <Banner ref={banner} tone={fetcher.data.error === undefined ? "success" : toneOf(fetcher.data.error)}>
            {fetcher.data.error === undefined ? t("rma.steps.done") : t(`rmaError.${fetcher.data.error}`)}
          </Banner>
        )}
        <Expected {...props} />
        {steps.map((step) => (
          <Step key={step} step={step} fetcher={fetcher} {...props} />
        ))}
        {props.rma.number === null ? null : (
          <Described help={t("rma.steps.formHelp")}>
            <DownloadButton
              path={`${rmaPath(props.rma.id)}/form`}
              fileName={`${props.rma.number}.pdf`}
              label={t("rma.steps.form")}
              accessibilityLabel={t("rma.steps.form")}
            />
          </Described>
        )}
      </BlockStack>
    </Card>
  );
}

/** A decision that waits for a second person was taken, not refused. */
const toneOf = (code: string) => (code === "second-person-required" ? "warning" : "critical");

type StepName = "approve" | "override" | "second" | "decline" | "complete" | "sendBack" | "inspect" | "refund";

function stepsOf({ rma, waiting, commands, override }: Props): StepName[] {
  const isReturn = rma.kind !== "warranty";
  const mayBeApproved = commands.includes("approve");
  const isDenied = isReturn && rma.verdict === "deny";
  const isTaken: readonly (readonly [StepName, boolean])[] = [
    ["approve", mayBeApproved && !isDenied && override === null],
    ["override", mayBeApproved && isDenied && override === null],
    ["second", mayBeApproved && isReturn && override !== null],
    ["decline", commands.includes("decline")],
    ["complete", waiting.held],
    ["sendBack", waiting.held],
    ["inspect", waiting.uninspected > 0],
    ["refund", isReturn && waiting.unpaid > 0],
  ];
  return isTaken.flatMap(([step, is]) => (is ? [step] : []));
}

/** What the case waits for besides, or that it waits for nothing. */
function Expected(props: Props) {
  const { rma, waiting } = props;
  const { t } = useTranslation();
  if (waiting.open > 0 && rma.expiresOn !== null && rma.closedAt === null) {
    return (
      <Text as="p" tone="subdued">
        {t("rma.steps.open", { count: waiting.open })} {t("rma.summary.expires")} <Day date={rma.expiresOn} />
      </Text>
    );
  }
  const waitsForRemedy = rma.kind === "warranty" && waiting.unpaid > 0;
  return stepsOf(props).length > 0 || waitsForRemedy ? null : (
    <Text as="p" tone="subdued">
      {t("rma.steps.none")}
    </Text>
  );
}

const NEEDS: Readonly<Record<StepName, keyof MayDo>> = {
  approve: "decide",
  override: "override",
  second: "override",
  decline: "decide",
  complete: "receive",
  sendBack: "receive",
  inspect: "inspect",
  refund: "refund",
};

type StepProps = Props & { step: StepName; fetcher: ReturnType<typeof useFetcher<Answer>> };

function Step(props: StepProps) {
  const { t } = useTranslation();
  const { step, may, waiting } = props;
  if (!may[NEEDS[step]]) {
    const name = step === "inspect" ? t("rma.steps.inspect", { count: waiting.uninspected }) : t(STEP_TEXT[step]);
    return (
      <Text as="p" tone="subdued">
        {t("rma.steps.roleMissing", { step: name })}
      </Text>
    );
  }
  switch (step) {
    case "override":
      return <WithText {...props} field="override" label="overrideReason" />;
    case "decline":
      return <WithText {...props} field="text" label="declineText" />;
    case "second":
      return <Second {...props} />;
    case "inspect":
      return (
        <Described help={t("rma.steps.inspectHelp")}>
          <Button variant="primary" url={`${rmaPath(props.rma.id)}/inspect`}>
            {t("rma.steps.inspect", { count: waiting.uninspected })}
          </Button>
        </Described>
      );
    default:
      return <Press {...props} />;
  }
}

const STEP_TEXT: Readonly<Record<Exclude<StepName, "inspect">, string>> = {
  approve: "rma.steps.approve",
  override: "rma.steps.override",
  second: "rma.steps.second",
  decline: "rma.steps.decline",
  complete: "rma.steps.complete",
  sendBack: "rma.steps.sendBack",
  refund: "rma.steps.refundPlain",
};

const INTENT: Readonly<Record<string, string>> = {
  complete: "complete-parcel",
  sendBack: "send-back-parcel",
  override: "approve",
  second: "approve",
};

function Described({ help, children }: { help: string; children: ReactNode }) {
  return (
    <BlockStack gap="100">
      <InlineStack>{children}</InlineStack>
      <Text as="p" variant="bodySm" tone="subdued">
        {help}
      </Text>
    </BlockStack>
  );
}

/** A step that is one button. */
function Press({ step, fetcher }: StepProps) {
  const { t } = useTranslation();
  const intent = INTENT[step] ?? step;
  const isSending = fetcher.state !== "idle" && fetcher.formData?.get("intent") === intent;
  return (
    <fetcher.Form method="post">
      <input type="hidden" name="intent" value={intent} />
      <Described help={t(`rma.steps.${step}Help`)}>
        <Button submit variant="primary" loading={isSending}>
          {t(STEP_TEXT[step === "inspect" ? "approve" : step])}
        </Button>
      </Described>
    </fetcher.Form>
  );
}

/** A step that needs words: a reason, or what the customer is told. */
function WithText({ step, fetcher, field, label }: StepProps & { field: string; label: string }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const intent = INTENT[step] ?? step;
  return (
    <fetcher.Form method="post">
      <input type="hidden" name="intent" value={intent} />
      <BlockStack gap="200">
        <TextField
          label={t(`rma.steps.${label}`)}
          helpText={t(`rma.steps.${step}Help`)}
          name={field}
          value={text}
          onChange={setText}
          autoComplete="off"
          multiline={2}
          maxLength={1_000}
        />
        <InlineStack>
          <Button submit tone="critical" disabled={text.trim() === ""} loading={isBusyWith(fetcher, field)}>
            {t(`rma.steps.${step}`)}
          </Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}

const isBusyWith = (fetcher: StepProps["fetcher"], field: string): boolean =>
  fetcher.state !== "idle" && fetcher.formData?.has(field) === true;

/** Above the policy's amount two people decide against it (R9). */
function Second(props: StepProps) {
  const { t } = useTranslation();
  const person = usePerson();
  const { locale } = useReading();
  const { override, rma, self } = props;
  if (override === null) return null;
  const isOwn = override.by === `user:${self}`;
  const told = { name: person(override.by), amount: formatMoney(override.amount, rma.currency, locale) };
  return (
    <BlockStack gap="200">
      <Banner tone="warning">{t(isOwn ? "rma.steps.secondSelf" : "rma.steps.secondHelp", told)}</Banner>
      {isOwn ? null : (
        <props.fetcher.Form method="post">
          <input type="hidden" name="intent" value="approve" />
          <Button submit tone="critical" loading={props.fetcher.state !== "idle"}>
            {t("rma.steps.second")}
          </Button>
        </props.fetcher.Form>
      )}
    </BlockStack>
  );
}
