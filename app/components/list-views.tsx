import { useFetcher } from "@remix-run/react";
import { Button, InlineStack, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { LIST_PATHS, listPath, listQuery, narrowingOf, type ListName, type Narrowing } from "./list-address";
import { ViewLink } from "./view-link";

interface SavedView {
  id: string;
  name: string;
  filter: Narrowing;
}

interface Answer {
  saved?: string;
  deleted?: string;
  error?: string;
}

interface Props {
  list: ListName;
  /** The views that every shop has, by the name of their text. */
  given: readonly (readonly [name: string, filter: Narrowing])[];
  views: readonly SavedView[];
  /** What is on screen. */
  asked: Narrowing;
}

const isSame = (one: Narrowing, other: Narrowing): boolean => listQuery(one) === listQuery(other);

/** The narrowings of a list that the shop's people look at often; the one on screen can be saved, or deleted. */
export function ListViews({ list, given, views, asked }: Props) {
  const { t } = useTranslation();
  const fetcher = useFetcher<Answer>();
  // A view is gone from the page as soon as it is told to go; the next answer of the server decides.
  const leaving = fetcher.formData?.get("intent") === "delete-view" ? fetcher.formData.get("id") : null;
  const shown = views.filter(({ id }) => id !== leaving);
  const current = shown.find(({ filter }) => isSame(filter, asked));
  const isGiven = given.some(([, filter]) => isSame(filter, asked));
  return (
    <nav aria-label={t("views.label")}>
      <ul className="rma-views">
        {given.map(([name, filter]) => (
          <ViewLink
            key={name}
            name={t(`${list}.views.${name}`)}
            to={listPath(list, filter)}
            here={isSame(filter, asked)}
          />
        ))}
        {shown.map(({ id, name, filter }) => (
          <ViewLink key={id} name={name} to={listPath(list, filter)} here={isSame(filter, asked)} />
        ))}
        <li>
          {current === undefined ? (
            isGiven ? null : (
              <SaveView list={list} asked={asked} />
            )
          ) : (
            <fetcher.Form method="post" action={`${LIST_PATHS[list]}?index`}>
              <input type="hidden" name="intent" value="delete-view" />
              <input type="hidden" name="id" value={current.id} />
              <Button submit variant="tertiary" tone="critical">
                {t("views.delete")}
              </Button>
            </fetcher.Form>
          )}
        </li>
      </ul>
    </nav>
  );
}

function SaveView({ list, asked }: Pick<Props, "list" | "asked">) {
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
        {t("views.save")}
      </Button>
    );
  }
  return (
    <fetcher.Form method="post" action={`${LIST_PATHS[list]}?index`}>
      <input type="hidden" name="intent" value="save-view" />
      {Object.entries(narrowingOf(asked)).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      <InlineStack gap="200" blockAlign="start">
        <TextField
          label={t("views.name")}
          labelHidden
          placeholder={t("views.name")}
          name="name"
          value={name}
          onChange={setName}
          autoComplete="off"
          autoFocus
          maxLength={50}
          {...(error === undefined ? {} : { error: t(`views.error.${error}`) })}
        />
        <Button submit loading={fetcher.state !== "idle"}>
          {t("views.keep")}
        </Button>
        <Button variant="tertiary" onClick={() => setOpen(false)}>
          {t("views.cancel")}
        </Button>
      </InlineStack>
    </fetcher.Form>
  );
}
