import { Card, Link } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { formatNumber } from "~/texts/format";
import { ListFilters } from "./list-filters";
import { useReading } from "./reader";

type AskedProducts = Readonly<{ class: string | null; rule: string | null; search: string }>;

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

/** Narrows the list of products. */
export function ProductFilters({ filter }: { filter: AskedProducts }) {
  const { t } = useTranslation();
  const classes = CLASSES.map((value) => ({ value, label: t(`products.class.${value}`) }));
  const rules = RULES.map((value) => ({ value, label: t(`products.rule.${value}`) }));
  return (
    <ListFilters
      path="/app/products"
      asked={filter}
      search={{ label: t("products.search.label") }}
      choices={[
        { name: "class", label: t("products.filter.class"), options: classes },
        { name: "rule", label: t("products.filter.rule"), options: rules },
      ]}
      any={t("products.any")}
    />
  );
}
