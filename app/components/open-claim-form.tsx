import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, Card, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { ClaimAnswer, type AnsweredClaim } from "./claim-answer";
import { CoverageFacts, type Coverage } from "./coverage-facts";
import { useFocusOn } from "./focus";
import { NO_WORDS, PartFields, partOf } from "./part-fields";
import { orderPath } from "./paths";

interface OrderedLine {
  lineId: string;
  sku: string | null;
  title: string;
  quantity: number;
  coverage: Coverage;
}

interface Props {
  orderId: string;
  lines: readonly OrderedLine[];
  /** Whether the person may record what a dealer did (R36). */
  mayHandOver: boolean;
}

/** Staff open a claim for a customer who called, or record that a dealer dealt with it himself (R32, R36). */
export function OpenClaimForm({ orderId, lines, mayHandOver }: Props) {
  const { t } = useTranslation();
  const fetcher = useFetcher<AnsweredClaim>();
  const answer = useFocusOn<HTMLDivElement>(fetcher.data);
  const [lineId, setLineId] = useState(lines[0]?.lineId ?? "");
  const [quantity, setQuantity] = useState("1");
  const [words, setWords] = useState(NO_WORDS);
  const chosen = lines.find((line) => line.lineId === lineId);
  const units = { orderId, lineId, quantity: Number(quantity) };
  const isSending = fetcher.state !== "idle";
  const send = (form: Record<string, string>) => fetcher.submit(form, { method: "post", action: orderPath(orderId) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ claim: JSON.stringify({ ...units, ...partOf(words) }) });
  };
  return (
    <BlockStack gap="400">
      <div ref={answer} tabIndex={-1} role="status">
        {fetcher.data === undefined ? null : <ClaimAnswer answer={fetcher.data} />}
      </div>
      <Card>
        <form onSubmit={submit}>
          <BlockStack gap="400">
            <div className="rma-fields">
              <Select
                label={t("openClaim.line")}
                options={lines.map((line) => ({
                  value: line.lineId,
                  label: [line.title, line.sku].filter((part) => part !== null).join(" · "),
                }))}
                value={lineId}
                onChange={setLineId}
              />
              <TextField
                label={t("openReturn.units")}
                type="number"
                min={1}
                value={quantity}
                onChange={setQuantity}
                suffix={t("openReturn.of", { count: chosen?.quantity ?? 0 })}
                autoComplete="off"
              />
            </div>
            <CoverageFacts coverage={chosen?.coverage ?? null} />
            <PartFields words={words} onChange={(change) => setWords({ ...words, ...change })} />
            <InlineStack gap="300">
              <Button submit variant="primary" loading={isSending}>
                {t("openClaim.send")}
              </Button>
              {mayHandOver ? (
                <Button loading={isSending} onClick={() => send({ handled: JSON.stringify(units) })}>
                  {t("claims.handOver")}
                </Button>
              ) : null}
            </InlineStack>
            {mayHandOver ? (
              <Text as="p" variant="bodySm" tone="subdued">
                {t("claims.handOverHelp")}
              </Text>
            ) : null}
          </BlockStack>
        </form>
      </Card>
    </BlockStack>
  );
}
