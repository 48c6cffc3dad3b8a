import { useTranslation } from "react-i18next";
import { LIST_PATHS, type AskedOrders } from "./list-address";
import { ListFilters } from "./list-filters";

const VERDICTS = ["allow", "review", "deny"] as const;
const FLAGS = ["non-returnable", "waiting", "rma-open", "breach"] as const;

/** Narrows the list of orders. */
export function OrderFilters({ filter }: { filter: AskedOrders }) {
  const { t } = useTranslation();
  const verdicts = VERDICTS.map((value) => ({ value, label: t(`verdict.${value}`) }));
  const flags = FLAGS.map((value) => ({ value, label: t(`orders.flag.${value}`) }));
  return (
    <ListFilters
      path={LIST_PATHS.orders}
      asked={filter}
      search={{ label: t("orders.search.label"), placeholder: "#1001", help: t("orders.search.help") }}
      choices={[
        { name: "verdict", label: t("orders.verdict.label"), options: verdicts },
        { name: "flag", label: t("orders.flag.label"), options: flags },
      ]}
      any={t("orders.any")}
    />
  );
}
