import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, InlineStack, Tag, Text } from "@shopify/polaris";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { readScan, withCount, type NumberOnBox, type ParcelDraft } from "./dock-parcel";

interface Props {
  draft: ParcelDraft;
  onChange: (change: (draft: ParcelDraft) => ParcelDraft) => void;
  /** Enter on the empty field, once a number is on the list: a box without one is sent by its button only. */
  onSend: () => void;
}

type Found = Pick<NumberOnBox, "number" | "announced">;

/**
 * One field for a scanner or a keyboard: a number with a right check digit goes on the list, the bar code of an announced part
 * counts one more, and what is neither is said at once. The field keeps the focus.
 */
export function DockScan({ draft, onChange, onSend }: Props) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [said, setSaid] = useState<{ text: string; isWrong: boolean } | null>(null);
  useEffect(() => field.current?.focus(), []);
  const scan = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "") return draft.numbers.length > 0 ? onSend() : undefined;
    const scanned = readScan(text, draft);
    setSaid({ text: t(SAID[scanned.kind], scanned), isWrong: scanned.kind === "unreadable" });
    if (scanned.kind === "number") {
      const onBox = { number: scanned.number, announced: null, isLookedUp: false };
      onChange((before) => ({ ...before, numbers: [...before.numbers, onBox] }));
    }
    if (scanned.kind === "part") {
      onChange((before) => withCount(before, scanned.sku, (before.counts[scanned.sku] ?? 0) + 1));
    }
    setText("");
    field.current?.focus();
  };
  const remove = (number: string) =>
    onChange((before) => ({ ...before, numbers: before.numbers.filter((one) => one.number !== number) }));
  const found = ({ number, announced }: Found) =>
    onChange((before) => ({
      ...before,
      numbers: before.numbers.map((one) => (one.number === number ? { number, announced, isLookedUp: true } : one)),
    }));
  return (
    <BlockStack gap="300">
      <form onSubmit={scan} className="rma-scan">
        <label htmlFor="dock-scan">{t("dock.scan")}</label>
        <div className="rma-scan-row">
          <input
            ref={field}
            id="dock-scan"
            className="rma-scan-field"
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={100}
            aria-describedby="dock-said"
          />
          <Button submit size="large">
            {t("dock.add")}
          </Button>
        </div>
        <div id="dock-said" role="status">
          <Text as="p" {...(said?.isWrong ? { tone: "critical" as const } : { tone: "subdued" as const })}>
            {said?.text ?? t("dock.scanHelp")}
          </Text>
        </div>
      </form>
      {draft.numbers.length === 0 ? (
        <Text as="p" tone="subdued">
          {t("dock.noNumbers")}
        </Text>
      ) : (
        <InlineStack gap="200">
          {draft.numbers.map((one) => (
            <Tag
              key={one.number}
              onRemove={() => remove(one.number)}
              accessibilityLabel={t("dock.removeNumber", { number: one.number })}
            >
              {one.number}
            </Tag>
          ))}
        </InlineStack>
      )}
      {draft.numbers.map((one) => (
        <Lookup key={one.number} onBox={one} onFound={found} />
      ))}
    </BlockStack>
  );
}

const SAID = {
  number: "dock.added",
  again: "dock.already",
  part: "dock.counted",
  unreadable: "dock.wrong",
} as const;

/** Asks what a number announces; a number that is in no case is said, and judged all the same. */
function Lookup({ onBox, onFound }: { onBox: NumberOnBox; onFound: (found: Found) => void }) {
  const { t } = useTranslation();
  const { load, data } = useFetcher<Found>();
  const { number, isLookedUp, announced } = onBox;
  useEffect(() => load(`/app/dock/case?${new URLSearchParams({ number }).toString()}`), [load, number]);
  useEffect(() => {
    if (data !== undefined && !isLookedUp) onFound({ number, announced: data.announced });
  }, [data, isLookedUp, number, onFound]);
  if (!isLookedUp) return <Text as="p">{t("dock.looking", { number })}</Text>;
  if (announced === null) {
    return (
      <Text as="p" tone="critical">
        {t("dock.notFound", { number })}
      </Text>
    );
  }
  const isExpected = announced.lines.length > 0;
  return (
    <Text as="p" tone="subdued">
      {[number, announced.orderName, t(`rmaStatus.${announced.status}`), isExpected ? null : t("dock.noLines")]
        .filter((part) => part !== null)
        .join(" · ")}
    </Text>
  );
}
