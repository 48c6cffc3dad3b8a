import { useNavigate } from "@remix-run/react";
import { Button, Card, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { listQuery, type Narrowing } from "./list-address";

/** One thing to narrow a list by: its name in the list's address, its label, and what can be chosen. */
interface Choice {
  name: string;
  label: string;
  options: readonly { value: string; label: string }[];
}

interface Props {
  /** Where the list is. */
  path: string;
  asked: Narrowing & { search: string };
  search: { label: string; placeholder?: string; help?: string };
  choices: readonly Choice[];
  /** What stands for no choice. */
  any: string;
}

const LONGEST_SEARCH = 100;

/** Narrows a list; a choice applies at once, a search when it is sent. */
export function ListFilters({ path, asked, search, choices, any }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(asked.search);
  const show = (change: Narrowing) => navigate(`${path}${listQuery({ ...asked, ...change })}`);
  const send = (event: FormEvent) => {
    event.preventDefault();
    show({ search: typed });
  };
  return (
    <Card>
      <form onSubmit={send} className="rma-filters" role="search">
        <TextField
          label={search.label}
          {...(search.placeholder === undefined ? {} : { placeholder: search.placeholder })}
          value={typed}
          onChange={setTyped}
          autoComplete="off"
          maxLength={LONGEST_SEARCH}
          clearButton
          onClearButtonClick={() => show({ search: "" })}
        />
        {choices.map(({ name, label, options }) => (
          <Select
            key={name}
            label={label}
            options={[{ value: "", label: any }, ...options]}
            value={asked[name] ?? ""}
            onChange={(chosen) => show({ [name]: chosen })}
          />
        ))}
        <InlineStack>
          <Button submit>{t("app.search")}</Button>
        </InlineStack>
        {search.help === undefined ? null : (
          <div className="rma-filters-help">
            <Text as="p" variant="bodySm" tone="subdued">
              {search.help}
            </Text>
          </div>
        )}
      </form>
    </Card>
  );
}
