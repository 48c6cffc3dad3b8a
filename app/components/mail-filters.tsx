import { useNavigate } from "@remix-run/react";
import { Button, Card, InlineStack, Select, TextField } from "@shopify/polaris";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { MAIL_KINDS } from "~/domain/mail/mail-kinds";

interface Filter {
  kind: string | null;
  state: string | null;
  search: string;
}

const STATES = ["waiting", "sent", "failed", "stopped"];

/** Narrows the log of mails; a choice applies at once, a number when it is sent. */
export function MailFilters({ filter }: { filter: Filter }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search, setSearch] = useState(filter.search);
  const show = (change: Partial<Filter>) => navigate(mailsPath({ ...filter, ...change }));
  const send = (event: FormEvent) => {
    event.preventDefault();
    show({ search });
  };
  const anyOne = { value: "", label: t("mails.any") };
  return (
    <Card>
      <form onSubmit={send} className="rma-filters" role="search">
        <TextField
          label={t("mails.search.label")}
          placeholder="RMA-100001-4"
          value={search}
          onChange={setSearch}
          autoComplete="off"
          maxLength={50}
          clearButton
          onClearButtonClick={() => show({ search: "" })}
        />
        <Select
          label={t("mails.kind.label")}
          options={[anyOne, ...MAIL_KINDS.map((value) => ({ value, label: t(`mails.kind.${value}`) }))]}
          value={filter.kind ?? ""}
          onChange={(kind) => show({ kind })}
        />
        <Select
          label={t("mails.state.label")}
          options={[anyOne, ...STATES.map((value) => ({ value, label: t(`mails.state.${value}`) }))]}
          value={filter.state ?? ""}
          onChange={(state) => show({ state })}
        />
        <InlineStack gap="200">
          <Button submit>{t("mails.search.send")}</Button>
        </InlineStack>
      </form>
    </Card>
  );
}

/** The address of the log narrowed so, at its first page. */
function mailsPath(filter: Filter): string {
  const set = Object.entries(filter).flatMap(([name, value]: [string, string | null]) =>
    value ? [[name, value]] : [],
  );
  return set.length === 0 ? "/app/mails" : `/app/mails?${new URLSearchParams(set).toString()}`;
}
