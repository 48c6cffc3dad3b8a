import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, ButtonGroup, Card, Checkbox, Select, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RETURN_REASONS } from "~/domain/policy/facts";
import { GoodwillOutcome, type GoodwillTold } from "./door-goodwill-outcome";
import { useFocusOn } from "./focus";

interface FreeLine {
  lineId: string;
  sku: string | null;
  title: string;
  free: number;
}

interface Props {
  orderId: string;
  lines: readonly FreeLine[];
  /** Whether the person may both decide against the policy and pay (R9). */
  mayDecide: boolean;
}

/** Defective goods are a claim: no goodwill opens its gates (R33). */
const REASONS = RETURN_REASONS.filter((reason) => reason !== "defective");

interface Asked {
  quantity: string;
  reason: string;
}

const NOTHING_ASKED: Asked = { quantity: "", reason: "unwanted" };

/** Money for goods that stay with the customer: against the policy, with a reason, shown before it is paid (R9, R12). */
export function DoorGoodwill({ orderId, lines, mayDecide }: Props) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("door.goodwill.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("door.goodwill.text")}
          </Text>
        </BlockStack>
        {mayDecide ? <GoodwillForm orderId={orderId} lines={lines} /> : <Text as="p">{t("door.goodwill.role")}</Text>}
      </BlockStack>
    </Card>
  );
}

function GoodwillForm({ orderId, lines }: Pick<Props, "orderId" | "lines">) {
  const { t } = useTranslation();
  const fetcher = useFetcher<GoodwillTold>();
  const told = useFocusOn<HTMLDivElement>(fetcher.data);
  const [asked, setAsked] = useState<Readonly<Record<string, Asked>>>({});
  const [waiveFee, setWaiveFee] = useState(false);
  const [reason, setReason] = useState("");
  // Of what is shown below; whoever changes the form looks at the figures again.
  const [shown, setShown] = useState<{ wish: string; requestId: string } | null>(null);
  const askedOf = (lineId: string) => asked[lineId] ?? NOTHING_ASKED;
  const wanted = wantedOf(lines, askedOf);
  const wish = JSON.stringify({ wanted, waiveFee });
  const send = (intent: "preview" | "goodwill", requestId: string) => {
    const goodwill = JSON.stringify({ requestId, orderId, lines: wanted, waiveFee, reason });
    fetcher.submit({ intent, goodwill }, { method: "post" });
  };
  const preview = () => {
    const requestId = crypto.randomUUID();
    setShown({ wish, requestId });
    send("preview", requestId);
  };
  const isPreview = isPreviewOf(fetcher.data);
  const isShown = isPreview && shown?.wish === wish;
  return (
    <BlockStack gap="400">
      {lines.map((line) => (
        <AskedUnits
          key={line.lineId}
          line={line}
          asked={askedOf(line.lineId)}
          onChange={(change) => setAsked({ ...asked, [line.lineId]: { ...askedOf(line.lineId), ...change } })}
        />
      ))}
      <Checkbox
        label={t("door.goodwill.waiveFee")}
        helpText={t("door.goodwill.waiveFeeHelp")}
        checked={waiveFee}
        onChange={setWaiveFee}
      />
      <TextField
        label={t("openReturn.overrideReason")}
        helpText={t("door.goodwill.reasonHelp")}
        value={reason}
        onChange={setReason}
        multiline={2}
        maxLength={1_000}
        autoComplete="off"
      />
      <div ref={told} tabIndex={-1} role="status">
        {fetcher.data === undefined ? null : <GoodwillOutcome told={fetcher.data} />}
      </div>
      {isPreview && !isShown ? <Banner tone="warning">{t("door.goodwill.changed")}</Banner> : null}
      <Buttons
        isSending={fetcher.state !== "idle"}
        onPreview={wanted.length === 0 ? null : preview}
        onPay={isShown && reason.trim() !== "" ? () => send("goodwill", shown.requestId) : null}
      />
    </BlockStack>
  );
}

const wantedOf = (lines: readonly FreeLine[], askedOf: (lineId: string) => Asked) =>
  lines
    .map(({ lineId }) => ({ lineId, ...askedOf(lineId), quantity: Number(askedOf(lineId).quantity) }))
    .filter(({ quantity }) => quantity > 0);

/** What is shown are the figures of a refund that is not decided yet. */
const isPreviewOf = (told: GoodwillTold | undefined): boolean => told?.refund !== undefined && told.rma === undefined;

/** Null: not now. */
interface ButtonsProps {
  isSending: boolean;
  onPreview: (() => void) | null;
  onPay: (() => void) | null;
}

function Buttons({ isSending, onPreview, onPay }: ButtonsProps) {
  const { t } = useTranslation();
  return (
    <ButtonGroup>
      <Button disabled={onPreview === null} loading={isSending} onClick={() => onPreview?.()}>
        {t("door.goodwill.preview")}
      </Button>
      <Button variant="primary" tone="critical" disabled={onPay === null || isSending} onClick={() => onPay?.()}>
        {t("door.goodwill.pay")}
      </Button>
    </ButtonGroup>
  );
}

interface AskedUnitsProps {
  line: FreeLine;
  asked: Asked;
  onChange: (change: Partial<Asked>) => void;
}

function AskedUnits({ line, asked, onChange }: AskedUnitsProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="rma-fieldset">
      <legend>{[line.title, line.sku].filter((part) => part !== null).join(" · ")}</legend>
      <div className="rma-fields">
        <TextField
          label={t("openReturn.units")}
          type="number"
          min={0}
          max={line.free}
          value={asked.quantity}
          onChange={(quantity) => onChange({ quantity })}
          suffix={t("openReturn.of", { count: line.free })}
          autoComplete="off"
        />
        <Select
          label={t("openReturn.reason")}
          options={REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
          value={asked.reason}
          onChange={(reason) => onChange({ reason })}
        />
      </div>
    </fieldset>
  );
}
