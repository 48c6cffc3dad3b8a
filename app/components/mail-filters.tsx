import { useTranslation } from "react-i18next";
import { MAIL_KINDS } from "~/domain/mail/mail-kinds";
import { ListFilters } from "./list-filters";

type AskedMails = Readonly<{ kind: string | null; state: string | null; search: string }>;

const STATES = ["waiting", "sent", "failed", "stopped"];

/** Narrows the log of mails. */
export function MailFilters({ filter }: { filter: AskedMails }) {
  const { t } = useTranslation();
  const kinds = MAIL_KINDS.map((value) => ({ value, label: t(`mails.kind.${value}`) }));
  const states = STATES.map((value) => ({ value, label: t(`mails.state.${value}`) }));
  return (
    <ListFilters
      path="/app/mails"
      asked={filter}
      search={{ label: t("mails.search.label"), placeholder: "RMA-100001-4" }}
      choices={[
        { name: "kind", label: t("mails.kind.label"), options: kinds },
        { name: "state", label: t("mails.state.label"), options: states },
      ]}
      any={t("mails.any")}
    />
  );
}
