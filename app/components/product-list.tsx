import { Badge, BlockStack, Box, Button, Card, Checkbox, InlineStack, Text } from "@shopify/polaris";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ruleText } from "~/texts/rule-text";

export interface MarkRequest {
  as: "not-returnable" | "returnable" | "rules";
  /** Null: every product that the filter shows, also on other pages. */
  productIds: readonly string[] | null;
}

interface Row {
  productId: string;
  title: string;
  class: string;
  rule: { kind: string; value: string };
  doubt: string | null;
  listed: boolean;
  skus: readonly string[];
  mark: boolean | null;
}

interface Props {
  rows: readonly Row[];
  mayMark: boolean;
  isBusy: boolean;
  onMark: (request: MarkRequest) => void;
  children: ReactNode;
}

const NONE: ReadonlySet<string> = new Set();

/** Products to be chosen and marked. Who reads the list anew while it changes keeps what they chose. */
export function ProductList({ rows, mayMark, isBusy, onMark, children }: Props) {
  const { t } = useTranslation();
  const [chosen, choose] = useState(NONE);
  const [isAll, setAll] = useState(false);
  const shown = rows.filter(({ productId }) => chosen.has(productId));
  const toggle = (productId: string, isChosen: boolean) => {
    setAll(false);
    choose(new Set(isChosen ? [...chosen, productId] : [...chosen].filter((id) => id !== productId)));
  };
  const togglePage = (isChosen: boolean) => {
    setAll(false);
    choose(isChosen ? new Set(rows.map(({ productId }) => productId)) : NONE);
  };
  const mark = (as: MarkRequest["as"]) => () => {
    onMark({ as, productIds: isAll ? null : shown.map(({ productId }) => productId) });
    togglePage(false);
  };
  const isWholePage = shown.length === rows.length;
  return (
    <Card padding="0">
      {mayMark ? (
        <Box padding="300" borderBlockEndWidth="025" borderColor="border-secondary">
          <InlineStack gap="300" blockAlign="center">
            <Checkbox
              label={t("products.choosePage")}
              checked={isWholePage ? true : shown.length > 0 ? "indeterminate" : false}
              onChange={togglePage}
            />
            {isWholePage ? (
              <Button variant="plain" pressed={isAll} onClick={() => setAll(!isAll)}>
                {t("products.chooseAll")}
              </Button>
            ) : null}
            {(["not-returnable", "returnable", "rules"] as const).map((as) => (
              <Button key={as} disabled={shown.length === 0 || isBusy} onClick={mark(as)}>
                {t(`products.mark.${as}`)}
              </Button>
            ))}
          </InlineStack>
        </Box>
      ) : null}
      <ul className="rma-list">
        {rows.map((row) => (
          <ProductItem
            key={row.productId}
            row={row}
            mayMark={mayMark}
            isChosen={isAll || chosen.has(row.productId)}
            onChoose={(isChosen) => toggle(row.productId, isChosen)}
          />
        ))}
      </ul>
      {children}
    </Card>
  );
}

interface ItemProps {
  row: Row;
  mayMark: boolean;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
}

const SKUS_SHOWN = 3;

function ProductItem({ row, mayMark, isChosen, onChoose }: ItemProps) {
  const { t, i18n } = useTranslation();
  const { title, rule, doubt, listed, skus } = row;
  const isElectronic = row.class === "electronic";
  const more = skus.length > SKUS_SHOWN ? ", …" : "";
  return (
    <li className="rma-row">
      <div className="rma-grow">
        <BlockStack gap="050">
          {mayMark ? (
            <Checkbox label={title} checked={isChosen} onChange={onChoose} />
          ) : (
            <Text as="h3" variant="headingSm">
              {title}
            </Text>
          )}
          <Text as="p" tone="subdued">
            {[skus.slice(0, SKUS_SHOWN).join(", ") + more, ruleText(rule, i18n)].filter(Boolean).join(" · ")}
          </Text>
          {doubt === null ? null : <Text as="p">{t(`products.doubt.${doubt}`)}</Text>}
        </BlockStack>
      </div>
      <InlineStack gap="100">
        <Badge tone={isElectronic ? "warning" : "success"}>{t(`products.badge.${row.class}`)}</Badge>
        {doubt === null ? null : <Badge tone="attention">{t("products.class.unclear")}</Badge>}
        {listed ? null : <Badge>{t("products.unlisted")}</Badge>}
      </InlineStack>
    </li>
  );
}
