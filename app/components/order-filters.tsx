import { useNavigate } from "@remix-run/react";
import { Button, Card, InlineStack, Select, TextField } from "@shopify/polaris";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";

interface Filter {
  verdict: "allow" | "review" | "deny" | null;
  flag: "non-returnable" | "waiting" | null;
  search: string;
}

/** Narrows the list of orders; a choice applies at once, a number when it is sent. */
export function OrderFilters({ filter }: { filter: Filter }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState(filter.search);
  const show = useShow(filter);
  const send = (event: FormEvent) => {
    event.preventDefault();
    show({ search });
  };
  const verdicts = (["allow", "review", "deny"] as const).map((value) => ({ value, label: t(`verdict.${value}`) }));
  const flags = [
    { value: "non-returnable", label: t("flags.nonReturnable") },
    { value: "waiting", label: t("orders.flag.waiting") },
  ];
  return (
    <Card>
      <form onSubmit={send} className="rma-filters" role="search">
        <TextField
          label={t("orders.search.label")}
          placeholder="#1001"
          value={search}
          onChange={setSearch}
          autoComplete="off"
          maxLength={50}
          clearButton
          onClearButtonClick={() => show({ search: "" })}
        />
        <Select
          label={t("orders.verdict.label")}
          options={[{ value: "", label: t("orders.any") }, ...verdicts]}
          value={filter.verdict ?? ""}
          onChange={(verdict) => show({ verdict })}
        />
        <Select
          label={t("orders.flag.label")}
          options={[{ value: "", label: t("orders.any") }, ...flags]}
          value={filter.flag ?? ""}
          onChange={(flag) => show({ flag })}
        />
        <InlineStack gap="200">
          <Button submit>{t("orders.search.send")}</Button>
        </InlineStack>
      </form>
    </Card>
  );
}

/** Opens the list anew with some of the filters changed, from its first page. */
function useShow(filter: Filter): (change: Partial<Record<keyof Filter, string>>) => void {
  const navigate = useNavigate();
  return (change) => {
    const wanted = { search: filter.search, verdict: filter.verdict ?? "", flag: filter.flag ?? "", ...change };
    const set = Object.entries(wanted).filter(([, value]) => value !== "");
    navigate(`/app/orders?${new URLSearchParams(set).toString()}`);
  };
}
