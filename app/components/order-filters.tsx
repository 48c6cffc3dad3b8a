import { useNavigate } from "@remix-run/react";
import { Button, Card, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { listPath, type AskedOrders } from "./list-address";

const VERDICTS = ["allow", "review", "deny"] as const;
const FLAGS = ["non-returnable", "waiting", "rma-open", "breach"] as const;

/** The option of a choice that was made; what is none of them means every one. */
const optionOf = <Option extends string>(options: readonly Option[], chosen: string): Option | null =>
  options.find((option) => option === chosen) ?? null;

/** Narrows the list of orders; a choice applies at once, a search when it is sent. */
export function OrderFilters({ filter }: { filter: AskedOrders }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search, setSearch] = useState(filter.search);
  const show = (change: Partial<AskedOrders>) => navigate(listPath("orders", { ...filter, ...change }));
  const send = (event: FormEvent) => {
    event.preventDefault();
    show({ search });
  };
  const anyOne = { value: "", label: t("orders.any") };
  return (
    <Card>
      <form onSubmit={send} className="rma-filters" role="search">
        <TextField
          label={t("orders.search.label")}
          placeholder="#1001"
          value={search}
          onChange={setSearch}
          autoComplete="off"
          maxLength={100}
          clearButton
          onClearButtonClick={() => show({ search: "" })}
        />
        <Select
          label={t("orders.verdict.label")}
          options={[anyOne, ...VERDICTS.map((value) => ({ value, label: t(`verdict.${value}`) }))]}
          value={filter.verdict ?? ""}
          onChange={(chosen) => show({ verdict: optionOf(VERDICTS, chosen) })}
        />
        <Select
          label={t("orders.flag.label")}
          options={[anyOne, ...FLAGS.map((value) => ({ value, label: t(`orders.flag.${value}`) }))]}
          value={filter.flag ?? ""}
          onChange={(chosen) => show({ flag: optionOf(FLAGS, chosen) })}
        />
        <InlineStack gap="200">
          <Button submit>{t("orders.search.send")}</Button>
        </InlineStack>
        <div className="rma-filters-help">
          <Text as="p" variant="bodySm" tone="subdued">
            {t("orders.search.help")}
          </Text>
        </div>
      </form>
    </Card>
  );
}
