import { Link, useFetcher } from "@remix-run/react";
import { Button, InlineStack, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ordersPath, sameFilter, type OrdersFilter } from "./order-filter";

interface SavedView extends OrdersFilter {
  id: string;
  name: string;
}

interface Answer {
  saved?: string;
  deleted?: string;
  error?: string;
}

interface Props {
  views: readonly SavedView[];
  filter: OrdersFilter;
}

const NOTHING: OrdersFilter = { verdict: null, flag: null, search: "" };

/** The views that every shop has. */
const GIVEN = [
  ["all", NOTHING],
  ["review", { ...NOTHING, verdict: "review" }],
  ["waiting", { ...NOTHING, flag: "waiting" }],
  ["rma-open", { ...NOTHING, flag: "rma-open" }],
  ["breach", { ...NOTHING, flag: "breach" }],
] as const;

/** The lists that the shop's people look at often; the one on screen can be saved as another, or deleted. */
export function OrderViews({ views, filter }: Props) {
  const { t } = useTranslation();
  const fetcher = useFetcher<Answer>();
  // A view is gone from the page as soon as it is told to go; the next answer of the server decides.
  const leaving = fetcher.formData?.get("intent") === "delete-view" ? fetcher.formData.get("id") : null;
  const shown = views.filter(({ id }) => id !== leaving);
  const current = shown.find((view) => sameFilter(view, filter));
  const isGiven = GIVEN.some(([, view]) => sameFilter(view, filter));
  return (
    <nav aria-label={t("orders.views.label")}>
      <ul className="rma-views">
        {GIVEN.map(([name, view]) => (
          <ViewLink key={name} name={t(`orders.views.${name}`)} view={view} filter={filter} />
        ))}
        {shown.map((view) => (
          <ViewLink key={view.id} name={view.name} view={view} filter={filter} />
        ))}
        <li>
          {current === undefined ? (
            isGiven ? null : (
              <SaveView filter={filter} />
            )
          ) : (
            <fetcher.Form method="post" action="/app/orders?index">
              <input type="hidden" name="intent" value="delete-view" />
              <input type="hidden" name="id" value={current.id} />
              <Button submit variant="tertiary" tone="critical">
                {t("orders.views.delete")}
              </Button>
            </fetcher.Form>
          )}
        </li>
      </ul>
    </nav>
  );
}

function ViewLink({ name, view, filter }: { name: string; view: OrdersFilter; filter: OrdersFilter }) {
  const isCurrent = sameFilter(view, filter);
  return (
    <li>
      <Link className="rma-view" to={ordersPath(view)} {...(isCurrent ? { "aria-current": "page" } : {})}>
        {name}
      </Link>
    </li>
  );
}

function SaveView({ filter }: { filter: OrdersFilter }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<Answer>();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState("");
  const { saved, error } = fetcher.data ?? {};
  useEffect(() => {
    if (saved !== undefined) setOpen(false);
  }, [saved]);
  if (!isOpen) {
    return (
      <Button variant="tertiary" onClick={() => setOpen(true)}>
        {t("orders.views.save")}
      </Button>
    );
  }
  return (
    <fetcher.Form method="post" action="/app/orders?index">
      <input type="hidden" name="intent" value="save-view" />
      <input type="hidden" name="verdict" value={filter.verdict ?? ""} />
      <input type="hidden" name="flag" value={filter.flag ?? ""} />
      <input type="hidden" name="search" value={filter.search} />
      <InlineStack gap="200" blockAlign="start">
        <TextField
          label={t("orders.views.name")}
          labelHidden
          placeholder={t("orders.views.name")}
          name="name"
          value={name}
          onChange={setName}
          autoComplete="off"
          autoFocus
          maxLength={50}
          {...(error === undefined ? {} : { error: t(`orders.views.error.${error}`) })}
        />
        <Button submit loading={fetcher.state !== "idle"}>
          {t("orders.views.keep")}
        </Button>
        <Button variant="tertiary" onClick={() => setOpen(false)}>
          {t("orders.views.cancel")}
        </Button>
      </InlineStack>
    </fetcher.Form>
  );
}
