import { useNavigate } from "@remix-run/react";
import { Button, Card, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { VERDICTS } from "~/domain/policy/finding-codes";
import { RMA_KINDS, RMA_STATUSES } from "~/domain/rma/rma";
import { listPath, type AskedRmas } from "./list-address";

/** Narrows the list of cases; a choice applies at once, a search when it is sent. */
export function RmaFilters({ asked }: { asked: AskedRmas }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search, setSearch] = useState(asked.search);
  const show = (change: Partial<AskedRmas>) => navigate(listPath("rmas", { ...asked, ...change }));
  const send = (event: FormEvent) => {
    event.preventDefault();
    show({ search });
  };
  const choices = [
    ["status", RMA_STATUSES, "rmaStatus"],
    ["kind", RMA_KINDS, "rmaKind"],
    ["verdict", VERDICTS, "verdict"],
  ] as const;
  return (
    <Card>
      <form onSubmit={send} className="rma-filters" role="search">
        <TextField
          label={t("rmas.searchLabel")}
          value={search}
          onChange={setSearch}
          autoComplete="off"
          maxLength={100}
          clearButton
          onClearButtonClick={() => show({ search: "" })}
        />
        {choices.map(([name, values, texts]) => (
          <Select
            key={name}
            label={t(`rmas.${name}`)}
            options={[
              { value: "", label: t("rmas.any") },
              ...values.map((value) => ({ value, label: t(`${texts}.${value}`) })),
            ]}
            value={asked[name] ?? ""}
            onChange={(chosen) => show({ [name]: chosen === "" ? null : chosen })}
          />
        ))}
        <Select
          label={t("rmas.overdue")}
          options={[
            { value: "", label: t("rmas.any") },
            { value: "overdue", label: t("rmas.overdueOnly") },
          ]}
          value={asked.state ?? ""}
          onChange={(chosen) => show({ state: chosen === "" ? null : chosen })}
        />
        <InlineStack>
          <Button submit>{t("rmas.search")}</Button>
        </InlineStack>
        <div className="rma-filters-help">
          <Text as="p" variant="bodySm" tone="subdued">
            {t("rmas.searchHelp")}
          </Text>
        </div>
      </form>
    </Card>
  );
}
