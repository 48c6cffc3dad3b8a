import { Badge } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { mailReason } from "~/texts/mail-reason";

const TONE = { waiting: "info", sent: "success", kept: "attention", failed: "critical", stopped: "warning" } as const;

const isState = (text: string): text is keyof typeof TONE => text in TONE;

/** What became of a mail, in a word. One that lies in the local outbox has reached nobody. */
export function MailStateBadge({ state, sentBy }: { state: string; sentBy: string | null }) {
  const { t } = useTranslation();
  const shown = state === "sent" && sentBy === "outbox" ? "kept" : state;
  if (!isState(shown)) return <Badge>{shown}</Badge>;
  return <Badge tone={TONE[shown]}>{t(`mails.state.${shown}`)}</Badge>;
}

/** Why a mail was not sent, in words. */
export function MailReason({ code }: { code: string }) {
  const { i18n } = useTranslation();
  return mailReason(code, i18n);
}
