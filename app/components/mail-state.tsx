import { Badge } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

const TONE = { waiting: "info", sent: "success", failed: "critical", stopped: "warning" } as const;

const isState = (text: string): text is keyof typeof TONE => text in TONE;

/** What became of a mail, in a word. */
export function MailStateBadge({ state }: { state: string }) {
  const { t } = useTranslation();
  if (!isState(state)) return <Badge>{state}</Badge>;
  return <Badge tone={TONE[state]}>{t(`mails.state.${state}`)}</Badge>;
}

/** Why a mail was not sent; a code that has no text of its own is one of the faults. */
export function MailReason({ code }: { code: string }) {
  const { t } = useTranslation();
  return t(`mails.reason.${code}`, { defaultValue: t(`faults.${code}`, { defaultValue: code }) });
}
