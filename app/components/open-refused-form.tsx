import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, Card, ChoiceList, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { REFUSAL_CAUSES } from "~/domain/back-order/assess-refused";
import { useFocusOn } from "./focus";
import { ReturnAnswer, type AnsweredReturn } from "./open-return-answer";
import { orderPath } from "./paths";

interface Props {
  orderId: string;
  /** Lines of which units were on back-order, and how many. */
  lines: readonly { lineId: string; sku: string | null; title: string; waited: number }[];
}

/** Staff say that a shipped back-order comes back: refused by the customer, or brought to nobody (R27). */
export function OpenRefusedForm({ orderId, lines }: Props) {
  const { t } = useTranslation();
  const fetcher = useFetcher<AnsweredReturn>();
  const [units, setUnits] = useState<Readonly<Record<string, string>>>({});
  const [cause, setCause] = useState<string>(REFUSAL_CAUSES[0]);
  const answer = useFocusOn<HTMLDivElement>(fetcher.data);
  const wanted = lines
    .map(({ lineId }) => ({ lineId, quantity: Number(units[lineId] ?? "") }))
    .filter(({ quantity }) => quantity > 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    fetcher.submit(
      { refused: JSON.stringify({ orderId, cause, lines: wanted }) },
      { method: "post", action: orderPath(orderId) },
    );
  };
  return (
    <BlockStack gap="400">
      <div ref={answer} tabIndex={-1} role="status">
        {fetcher.data === undefined ? null : <ReturnAnswer answer={fetcher.data} />}
      </div>
      <form onSubmit={submit}>
        <Card>
          <BlockStack gap="400">
            <ChoiceList
              title={t("openRefused.cause")}
              choices={REFUSAL_CAUSES.map((value) => ({
                value,
                label: t(`openRefused.causes.${value}`),
                helpText: t(`openRefused.causesHelp.${value}`),
              }))}
              selected={[cause]}
              onChange={([chosen]) => setCause(chosen ?? cause)}
            />
            {lines.map(({ lineId, sku, title, waited }) => (
              <TextField
                key={lineId}
                label={[title, sku].filter((part) => part !== null).join(" · ")}
                type="number"
                min={0}
                max={waited}
                value={units[lineId] ?? ""}
                onChange={(value) => setUnits({ ...units, [lineId]: value })}
                suffix={t("openRefused.of", { count: waited })}
                autoComplete="off"
              />
            ))}
            {wanted.length > 0 ? null : (
              <Text as="p" tone="subdued">
                {t("openReturn.nothing")}
              </Text>
            )}
            <InlineStack>
              <Button submit variant="primary" disabled={wanted.length === 0} loading={fetcher.state !== "idle"}>
                {t("openRefused.send")}
              </Button>
            </InlineStack>
          </BlockStack>
        </Card>
      </form>
    </BlockStack>
  );
}
