import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { RETURN_REASONS } from "~/domain/policy/facts";
import { useFocusOn } from "./focus";
import { ReturnAnswer, type AnsweredReturn } from "./open-return-answer";
import { orderPath } from "./paths";

interface OrderedLine {
  lineId: string;
  sku: string | null;
  title: string;
  quantity: number;
}

interface Props {
  orderId: string;
  lines: readonly OrderedLine[];
  /** Whether the person may decide against the policy (R9). */
  mayOverride: boolean;
}

interface Asked {
  quantity: string;
  reason: string;
}

const NOTHING_ASKED: Asked = { quantity: "", reason: RETURN_REASONS[0] };

/** Staff ask for a customer who called (R5, R9): units and reason of each line, and the day of the call. */
export function OpenReturnForm({ orderId, lines, mayOverride }: Props) {
  const { t } = useTranslation();
  const fetcher = useFetcher<AnsweredReturn>();
  const [asked, setAsked] = useState<Readonly<Record<string, Asked>>>({});
  const [calledOn, setCalledOn] = useState("");
  const [override, setOverride] = useState("");
  const answer = useFocusOn<HTMLDivElement>(fetcher.data);
  const askedOf = (lineId: string) => asked[lineId] ?? NOTHING_ASKED;
  const wanted = lines.filter(({ lineId }) => Number(askedOf(lineId).quantity) > 0);
  const send = (reason: string | null) => {
    const input = {
      orderId,
      lines: wanted.map(({ lineId }) => ({ lineId, ...askedOf(lineId), quantity: Number(askedOf(lineId).quantity) })),
      ...(calledOn === "" ? {} : { calledOn }),
      ...(reason === null ? {} : { override: reason }),
    };
    fetcher.submit({ return: JSON.stringify(input) }, { method: "post", action: orderPath(orderId) });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(null);
  };
  const isDenied = fetcher.data?.lines?.some(({ verdict, rma }) => verdict === "deny" && rma === undefined) === true;
  const isSending = fetcher.state !== "idle";
  return (
    <BlockStack gap="400">
      <div ref={answer} tabIndex={-1} role="status">
        {fetcher.data === undefined ? null : <ReturnAnswer answer={fetcher.data} />}
      </div>
      {isDenied && mayOverride ? (
        <Card>
          <BlockStack gap="300">
            <Banner tone="warning">{t("openReturn.denied")}</Banner>
            <TextField
              label={t("openReturn.overrideReason")}
              value={override}
              onChange={setOverride}
              autoComplete="off"
              multiline={2}
              maxLength={1_000}
            />
            <InlineStack>
              <Button
                tone="critical"
                disabled={override.trim() === ""}
                loading={isSending}
                onClick={() => send(override)}
              >
                {t("openReturn.override")}
              </Button>
            </InlineStack>
          </BlockStack>
        </Card>
      ) : null}
      <form onSubmit={submit}>
        <BlockStack gap="400">
          {lines.map((line) => (
            <AskedLine
              key={line.lineId}
              line={line}
              asked={askedOf(line.lineId)}
              onChange={(change) => setAsked({ ...asked, [line.lineId]: { ...askedOf(line.lineId), ...change } })}
            />
          ))}
          <Card>
            <BlockStack gap="300">
              <TextField
                label={t("openReturn.calledOn")}
                helpText={t("openReturn.calledOnHelp")}
                type="date"
                value={calledOn}
                onChange={setCalledOn}
                autoComplete="off"
              />
              {wanted.length > 0 ? null : <NothingAsked />}
              <InlineStack>
                <Button submit variant="primary" disabled={wanted.length === 0} loading={isSending}>
                  {t("openReturn.send")}
                </Button>
              </InlineStack>
            </BlockStack>
          </Card>
        </BlockStack>
      </form>
    </BlockStack>
  );
}

function NothingAsked() {
  const { t } = useTranslation();
  return (
    <Text as="p" tone="subdued">
      {t("openReturn.nothing")}
    </Text>
  );
}

interface AskedLineProps {
  line: OrderedLine;
  asked: Asked;
  onChange: (change: Partial<Asked>) => void;
}

function AskedLine({ line, asked, onChange }: AskedLineProps) {
  const { t } = useTranslation();
  return (
    <Card>
      <fieldset className="rma-fieldset">
        <legend>{[line.title, line.sku].filter((part) => part !== null).join(" · ")}</legend>
        <div className="rma-fields">
          <TextField
            label={t("openReturn.units")}
            type="number"
            min={0}
            value={asked.quantity}
            onChange={(quantity) => onChange({ quantity })}
            suffix={t("openReturn.of", { count: line.quantity })}
            autoComplete="off"
          />
          <Select
            label={t("openReturn.reason")}
            options={RETURN_REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
            value={asked.reason}
            onChange={(reason) => onChange({ reason })}
          />
        </div>
      </fieldset>
    </Card>
  );
}
