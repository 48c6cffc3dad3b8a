import { useFetcher } from "@remix-run/react";
import { BlockStack, Box, Button, Card, Checkbox, InlineStack, Link, Text, TextField } from "@shopify/polaris";
import { useState, type ReactNode } from "react";
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
  results?: readonly { id: string; number: string | null; orderName: string | null; error: string | null }[];
  error?: string;
}

interface Props {
  rows: readonly Row[];
  /** What stands below the rows. */
  children: ReactNode;
}

/**
 * The cases of a page; those that wait for a decision can be decided together, each with its own result. The results stay when
 * their cases have left the list, which a list of undecided cases makes them do.
 */
export function RmaTable({ rows, children }: Props) {
  const fetcher = useFetcher<Answer>();
  return (
    <BlockStack gap="400">
      <Results answer={fetcher.data} />
      {rows.length === 0 ? null : (
        <Card padding="0">
          <Rows rows={rows} fetcher={fetcher} />
          {children}
        </Card>
      )}
    </BlockStack>
  );
}

/** A case by its number and its order, as far as it has them. */
function useName(): (of: { number: string | null; orderName: string | null }) => string {
  const { t } = useTranslation();
  return ({ number, orderName }) => number ?? `${t("rmas.unnumbered")} ${orderName ?? ""}`.trim();
}

function Rows({ rows, fetcher }: Pick<Props, "rows"> & { fetcher: ReturnType<typeof useFetcher<Answer>> }) {
  const { t } = useTranslation();
  const nameOf = useName();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [text, setText] = useState("");
  const choose = (id: string, is: boolean) => setChosen(is ? [...chosen, id] : chosen.filter((one) => one !== id));
  const undecided = rows.filter(({ status }) => status === "requested").map(({ id }) => id);
  const picked = undecided.filter((id) => chosen.includes(id));
  const send = (intent: "approve" | "decline") =>
    fetcher.submit({ intent, text, ids: JSON.stringify(picked) }, { method: "post", action: "/app/rmas?index" });
  const isSending = fetcher.state !== "idle";
  return (
    <>
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
function Results({ answer }: { answer: Answer | undefined }) {
  const { t } = useTranslation();
  const nameOf = useName();
  const results = answer?.results ?? [];
  return (
    <div role="status">
      {answer === undefined ? null : (
        <Card>
          <BlockStack gap="200">
            <Text as="h2" variant="headingSm">
              {answer.error === undefined ? t("rmas.bulk.results") : t(`rmaError.${answer.error}`)}
            </Text>
            <ul className="rma-list">
              {results.map(({ id, error, ...named }) => (
                <li key={id}>
                  <Text as="span" {...(error === null ? {} : { tone: "critical" as const })}>
                    {t("details.line", {
                      name: [nameOf(named), named.number === null ? null : named.orderName].filter(Boolean).join(" · "),
                      verdict: error === null ? t("rmas.bulk.ok") : t(`rmaError.${error}`),
                    })}
                  </Text>
                </li>
              ))}
            </ul>
          </BlockStack>
        </Card>
      )}
    </div>
  );
}
