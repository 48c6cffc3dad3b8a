import { Link, useNavigate } from "@remix-run/react";
import { Button, Card, InlineStack, Select, TextField } from "@shopify/polaris";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { VERDICTS } from "~/domain/policy/finding-codes";
import { RMA_KINDS, RMA_STATUSES } from "~/domain/rma/rma";

/** What the list of cases is narrowed to, as its address says it. */
export type AskedRmas = Readonly<Record<"status" | "kind" | "verdict" | "state", string | null>> & { search: string };

const NOTHING: AskedRmas = { status: null, kind: null, verdict: null, state: null, search: "" };

/** The part of an address that narrows the list so; empty when nothing does. */
export function rmasQuery(asked: AskedRmas): string {
  const set = Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return set.length === 0 ? "" : `?${new URLSearchParams(set).toString()}`;
}

const VIEWS = [
  ["all", NOTHING],
  ["requested", { ...NOTHING, status: "requested" }],
  ["received", { ...NOTHING, status: "received" }],
  ["inspected", { ...NOTHING, status: "inspected" }],
  ["overdue", { ...NOTHING, state: "overdue" }],
] as const;

/** The lists that are looked at often. */
export function RmaViews({ asked }: { asked: AskedRmas }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t("rmas.views.label")}>
      <ul className="rma-views">
        {VIEWS.map(([name, view]) => (
          <li key={name}>
            <Link
              className="rma-view"
              to={`/app/rmas${rmasQuery(view)}`}
              {...(rmasQuery(view) === rmasQuery(asked) ? { "aria-current": "page" as const } : {})}
            >
              {t(`rmas.views.${name}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Narrows the list of cases; a choice applies at once, a search when it is sent. */
export function RmaFilters({ asked }: { asked: AskedRmas }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search, setSearch] = useState(asked.search);
  const show = (change: Partial<AskedRmas>) => navigate(`/app/rmas${rmasQuery({ ...asked, ...change })}`);
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
      </form>
    </Card>
  );
}
