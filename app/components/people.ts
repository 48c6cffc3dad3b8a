import { createContext, useContext } from "react";
import { useTranslation } from "react-i18next";

const NamesContext = createContext<Readonly<Record<string, string>>>({});

/** Gives every page the names of the shop's staff, by the `by` of their acts (`user:<id>`). */
export const NamesProvider = NamesContext.Provider;

/** Who acted, by name where it is known. */
export function usePerson(): (by: string) => string {
  const names = useContext(NamesContext);
  const { t } = useTranslation();
  return (by) => {
    if (!by.startsWith("user:")) return t(`rma.by.${by}`, { defaultValue: by });
    return names[by] ?? t("rma.by.nameless", { number: by.slice("user:".length) });
  };
}

/** By whom an act was done, as part of a sentence. */
export function useActor(): (by: string) => string {
  const names = useContext(NamesContext);
  const { t } = useTranslation();
  return (by) => {
    const name = names[by];
    if (name !== undefined) return t("home.actor.named", { name });
    return t(`home.actor.${by.startsWith("user:") ? "user" : by}`, { defaultValue: by });
  };
}
