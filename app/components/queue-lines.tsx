import { Badge, BlockStack, Button, ButtonGroup, InlineStack, Link, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { orderPath } from "./paths";

interface Line {
  orderId: string;
  orderName: string;
  lineId: string;
  locationId: string;
  sku: string | null;
  title: string;
  processedAt: string;
  quantity: number;
  skip: string | null;
  pinReason: string | null;
  staffSkipReason: string | null;
  gets: number;
  isNext: boolean;
}

interface Props {
  lines: readonly Line[];
  now: string;
  /** What the lines would get is told for stock that has not come yet. */
  isSimulated: boolean;
  onAct: (form: Record<string, string>) => void;
}

const DAY_MS = 86_400_000;

/** Who waits, for how long, who gets the next units and why, and what staff can do about it. */
export function QueueLines({ lines, now, isSimulated, onAct }: Props) {
  return (
    <ol className="rma-list">
      {lines.map((line) => (
        <QueueRow
          key={`${line.orderId} ${line.lineId} ${line.locationId}`}
          line={line}
          now={now}
          isSimulated={isSimulated}
          onAct={onAct}
        />
      ))}
    </ol>
  );
}

function QueueRow({ line, now, isSimulated, onAct }: Omit<Props, "lines"> & { line: Line }) {
  const { t } = useTranslation();
  const days = Math.max(0, Math.floor((Date.parse(now) - Date.parse(line.processedAt)) / DAY_MS));
  const since = days === 0 ? t("queue.today") : t("queue.days", { count: days });
  const told = [line.sku ?? line.title, t("queue.waiting", { count: line.quantity }), since];
  return (
    <li className="rma-row">
      <BlockStack gap="100">
        <Link url={orderPath(line.orderId)}>{line.orderName}</Link>
        <Text as="p" tone="subdued">
          {told.join(" · ")}
        </Text>
        <InlineStack gap="100">
          <Standing line={line} isSimulated={isSimulated} />
        </InlineStack>
      </BlockStack>
      <Acts line={line} onAct={onAct} />
    </li>
  );
}

function Standing({ line, isSimulated }: { line: Line; isSimulated: boolean }) {
  const { t } = useTranslation();
  const { pinReason, staffSkipReason, skip, gets, isNext } = line;
  return (
    <>
      {pinReason === null ? null : <Badge tone="attention">{t("queue.pinned", { reason: pinReason })}</Badge>}
      {staffSkipReason === null ? null : <Badge>{t("queue.skipped", { reason: staffSkipReason })}</Badge>}
      {skip === null ? null : <Badge tone="warning">{t(`skip.${skip}`)}</Badge>}
      {isNext ? <Badge tone="info">{t(pinReason === null ? "queue.nextOldest" : "queue.nextPinned")}</Badge> : null}
      {gets > 0 ? (
        <Badge tone="success">{t(isSimulated ? "queue.wouldGet" : "queue.gets", { count: gets })}</Badge>
      ) : null}
    </>
  );
}

/** A turn is changed with a reason; taking a change back needs none. */
function Acts({ line, onAct }: { line: Line; onAct: Props["onAct"] }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<"pin" | "skip" | "cancel" | null>(null);
  const [reason, setReason] = useState("");
  const { orderId, lineId, quantity } = line;
  const send = (intent: string) => {
    onAct({ intent, orderId, lineId, reason });
    setAsking(null);
    setReason("");
  };
  if (asking === "cancel") {
    return (
      <BlockStack gap="200">
        <Text as="p">{t("queue.act.cancelQuestion", { count: quantity })}</Text>
        <ButtonGroup>
          <Button
            tone="critical"
            onClick={() => {
              onAct({ intent: "cancel", orderId, lineId, quantity: String(quantity) });
              setAsking(null);
            }}
          >
            {t("queue.act.cancelYes")}
          </Button>
          <Button onClick={() => setAsking(null)}>{t("queue.act.back")}</Button>
        </ButtonGroup>
      </BlockStack>
    );
  }
  if (asking !== null) {
    return (
      <TextField
        label={t(`queue.act.${asking}Reason`)}
        autoComplete="off"
        maxLength={500}
        value={reason}
        onChange={setReason}
        connectedRight={
          <Button disabled={reason.trim() === ""} onClick={() => send(asking)}>
            {t("queue.save")}
          </Button>
        }
      />
    );
  }
  return (
    <ButtonGroup>
      {line.pinReason === null ? (
        <Button onClick={() => setAsking("pin")}>{t("queue.act.pin")}</Button>
      ) : (
        <Button onClick={() => send("unpin")}>{t("queue.act.unpin")}</Button>
      )}
      {line.staffSkipReason === null ? (
        <Button onClick={() => setAsking("skip")}>{t("queue.act.skip")}</Button>
      ) : (
        <Button onClick={() => send("unskip")}>{t("queue.act.unskip")}</Button>
      )}
      <Button tone="critical" onClick={() => setAsking("cancel")}>
        {t("queue.act.cancel")}
      </Button>
    </ButtonGroup>
  );
}
