import { useNavigate } from "@remix-run/react";
import { Button, Card, InlineStack, Link, Select, TextField } from "@shopify/polaris";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { formatNumber } from "~/texts/format";
import { useReading } from "./reader";

interface Filter {
  class: string | null;
  rule: string | null;
  search: string;
}

const CLASSES = ["electronic", "returnable", "unclear"] as const;
/** The rules that a product of the catalogue can be classified by. */
const RULES = ["metafield", "category", "type", "tag", "vendor", "collection", "sku-prefix", "bundle", "none"] as const;

/** How many products there are of each kind, each a way to see them. */
export function ProductCounts({ counts }: { counts: Readonly<Record<(typeof CLASSES)[number], number>> }) {
  const { t } = useTranslation();
  const { locale } = useReading();
  return (
    <Card>
      <dl className="rma-columns rma-counts">
        {CLASSES.map((name) => (
          <div key={name}>
            <dt>{t(`products.class.${name}`)}</dt>
            <dd>
              <Link url={`/app/products?class=${name}`}>{formatNumber(counts[name], locale)}</Link>
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** Narrows the list; a choice applies at once, a search when it is sent. */
export function ProductFilters({ filter }: { filter: Filter }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState(filter.search);
  const navigate = useNavigate();
  const show = (change: Partial<Record<keyof Filter, string>>) => {
    const wanted = { search: filter.search, class: filter.class ?? "", rule: filter.rule ?? "", ...change };
    const given = Object.entries(wanted).filter(([, value]) => value !== "");
    navigate(`/app/products?${new URLSearchParams(given).toString()}`);
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    show({ search });
  };
  const any = { value: "", label: t("products.any") };
  return (
    <Card>
      <form onSubmit={send} className="rma-filters" role="search">
        <TextField
          label={t("products.search.label")}
          value={search}
          onChange={setSearch}
          autoComplete="off"
          maxLength={100}
          clearButton
          onClearButtonClick={() => show({ search: "" })}
        />
        <Select
          label={t("products.filter.class")}
          options={[any, ...CLASSES.map((value) => ({ value, label: t(`products.class.${value}`) }))]}
          value={filter.class ?? ""}
          onChange={(value) => show({ class: value })}
        />
        <Select
          label={t("products.filter.rule")}
          options={[any, ...RULES.map((value) => ({ value, label: t(`products.rule.${value}`) }))]}
          value={filter.rule ?? ""}
          onChange={(rule) => show({ rule })}
        />
        <InlineStack gap="200">
          <Button submit>{t("products.search.send")}</Button>
        </InlineStack>
      </form>
    </Card>
  );
}
