import { useFetcher } from "@remix-run/react";
import { BlockStack, Box, Button, Card, Checkbox, InlineStack, Link, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RmaStatusBadge, VerdictBadge } from "./badges";
import { Moment } from "./dates-and-money";
import { rmaPath } from "./paths";

interface Row {
  id: string;
  number: string | null;
  kind: string;
  status: string;
  verdict: string;
  orderName: string | null;
  requestedAt: string;
  items: string;
}

interface Answer {
  results?: readonly { id: string; error: string | null }[];
  error?: string;
}

/** The cases of a page; those that wait for a decision can be decided together, each with its own result. */
export function RmaTable({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<Answer>();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [text, setText] = useState("");
  const choose = (id: string, is: boolean) => setChosen(is ? [...chosen, id] : chosen.filter((one) => one !== id));
  const send = (intent: "approve" | "decline") =>
    fetcher.submit({ intent, text, ids: JSON.stringify(picked) }, { method: "post", action: "/app/rmas?index" });
  const nameOf = (row: Row | undefined) => row?.number ?? `${t("rmas.unnumbered")} ${row?.orderName ?? ""}`.trim();
  const isSending = fetcher.state !== "idle";
  const undecided = rows.filter(({ status }) => status === "requested").map(({ id }) => id);
  const picked = undecided.filter((id) => chosen.includes(id));
  return (
    <>
      <Results answer={fetcher.data} nameOf={(id) => nameOf(rows.find((row) => row.id === id))} />
      {undecided.length < 2 ? null : (
        <Box padding="400" paddingBlockEnd="0">
          <Checkbox
            label={t("rmas.selectAll")}
            checked={picked.length === undecided.length ? true : picked.length === 0 ? false : "indeterminate"}
            onChange={(is) => setChosen(is ? undecided : [])}
          />
        </Box>
      )}
      <ul className="rma-list">
        {rows.map((row) => (
          <li key={row.id} className="rma-row">
            <InlineStack gap="300" blockAlign="center" wrap={false}>
              {row.status === "requested" ? (
                <Checkbox
                  label={t("rmas.select", { name: nameOf(row) })}
                  labelHidden
                  checked={chosen.includes(row.id)}
                  onChange={(is) => choose(row.id, is)}
                />
              ) : null}
              <BlockStack gap="050">
                <Link url={rmaPath(row.id)}>
                  <Text as="span" fontWeight="semibold">
                    {nameOf(row)}
                  </Text>
                </Link>
                <Text as="span" tone="subdued">
                  {[t(`rmaKind.${row.kind}`), row.orderName, row.items].filter(Boolean).join(" · ")}
                </Text>
                <Text as="span" variant="bodySm" tone="subdued">
                  <Moment at={row.requestedAt} />
                </Text>
              </BlockStack>
            </InlineStack>
            <span className="rma-badges">
              <RmaStatusBadge status={row.status} /> <VerdictBadge verdict={row.verdict} />
            </span>
          </li>
        ))}
      </ul>
      {picked.length === 0 ? null : (
        <Box padding="400">
          <BlockStack gap="300">
            <InlineStack>
              <Button variant="primary" loading={isSending} onClick={() => send("approve")}>
                {t("rmas.bulk.approve")}
              </Button>
            </InlineStack>
            <TextField
              label={t("rmas.bulk.text")}
              value={text}
              onChange={setText}
              autoComplete="off"
              multiline={2}
              maxLength={1_000}
            />
            <InlineStack>
              <Button tone="critical" disabled={text.trim() === ""} loading={isSending} onClick={() => send("decline")}>
                {t("rmas.bulk.decline")}
              </Button>
            </InlineStack>
          </BlockStack>
        </Box>
      )}
    </>
  );
}

/** What became of each case that was decided with others. */
function Results({ answer, nameOf }: { answer: Answer | undefined; nameOf: (id: string) => string }) {
  const { t } = useTranslation();
  if (answer === undefined) return null;
  return (
    <Card>
      <div role="status">
        <Text as="h2" variant="headingSm">
          {answer.error === undefined ? t("rmas.bulk.results") : t(`rmaError.${answer.error}`)}
        </Text>
        <ul className="rma-list">
          {(answer.results ?? []).map(({ id, error }) => (
            <li key={id}>
              {t("details.line", {
                name: nameOf(id),
                verdict: error === null ? t("rmas.bulk.ok") : t(`rmaError.${error}`),
              })}
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}
