import { useTranslation } from "react-i18next";
import { VERDICTS } from "~/domain/policy/finding-codes";
import { RMA_KINDS, RMA_STATUSES } from "~/domain/rma/rma";
import { LIST_PATHS, type AskedRmas } from "./list-address";
import { ListFilters } from "./list-filters";

const CHOICES = [
  ["status", RMA_STATUSES, "rmaStatus"],
  ["kind", RMA_KINDS, "rmaKind"],
  ["verdict", VERDICTS, "verdict"],
] as const;

/** Narrows the list of cases. */
export function RmaFilters({ asked }: { asked: AskedRmas }) {
  const { t } = useTranslation();
  const choices = CHOICES.map(([name, values, texts]) => ({
    name,
    label: t(`rmas.${name}`),
    options: values.map((value) => ({ value, label: t(`${texts}.${value}`) })),
  }));
  const overdue = [{ value: "overdue", label: t("rmas.overdueOnly") }];
  return (
    <ListFilters
      path={LIST_PATHS.rmas}
      asked={asked}
      search={{ label: t("rmas.searchLabel"), help: t("rmas.searchHelp") }}
      choices={[...choices, { name: "state", label: t("rmas.overdue"), options: overdue }]}
      any={t("rmas.any")}
    />
  );
}
