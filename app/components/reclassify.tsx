import { BlockStack, Button, Card, InlineStack, List, ProgressBar, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SettingsPatch } from "~/domain/policy/settings-diff";
import { ruleText } from "~/texts/rule-text";

interface Changed {
  productId: string;
  title: string;
  after: { class: string; rule: { kind: string; value: string } };
}

/** One stretch of the catalogue, as the server answers it. */
interface Tried {
  checked: number;
  toElectronic: number;
  toReturnable: number;
  unread: number;
  collectionsUnread: boolean;
  changes: readonly Changed[];
  next: string | null;
}
const NOTHING: Tried = {
  checked: 0,
  toElectronic: 0,
  toReturnable: 0,
  unread: 0,
  collectionsUnread: false,
  changes: [],
  next: null,
};
const CHANGES_SHOWN = 100;

/** A stretch by the rules as they stand in the form. App Bridge adds the session token. @throws Error when refused. */
async function tryStretch(change: string, after: string): Promise<Tried> {
  const answer = await fetch("/app/policy/reclassify", {
    method: "POST",
    body: new URLSearchParams({ change, after }),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/** Tries the rules as they stand in the form on the whole catalogue, piece by piece, before anything is saved. */
export function Reclassify({ patch, total }: { patch: SettingsPatch; total: number }) {
  const { t } = useTranslation();
  const [sum, setSum] = useState<Tried | null>(null);
  const [state, setState] = useState<"idle" | "busy" | "refused">("idle");
  const start = async () => {
    setState("busy");
    try {
      let whole = NOTHING;
      for (let after: string | null = ""; after !== null; after = whole.next) {
        whole = added(whole, await tryStretch(JSON.stringify(patch), after));
        setSum(whole);
      }
      setState("idle");
    } catch {
      setState("refused");
    }
  };
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("policy.try.title")}
        </Text>
        <Text as="p">{t("policy.try.text")}</Text>
        <InlineStack>
          <Button loading={state === "busy"} onClick={() => void start()}>
            {t("policy.try.button")}
          </Button>
        </InlineStack>
        <div role="status">
          {state === "refused" ? (
            <Text as="p" tone="critical">
              {t("policy.try.refused")}
            </Text>
          ) : null}
          {sum === null || state === "refused" ? null : <Result sum={sum} isBusy={state === "busy"} total={total} />}
        </div>
      </BlockStack>
    </Card>
  );
}

const added = (before: Tried, stretch: Tried): Tried => ({
  checked: before.checked + stretch.checked,
  toElectronic: before.toElectronic + stretch.toElectronic,
  toReturnable: before.toReturnable + stretch.toReturnable,
  unread: before.unread + stretch.unread,
  collectionsUnread: stretch.collectionsUnread,
  changes: [...before.changes, ...stretch.changes].slice(0, CHANGES_SHOWN),
  next: stretch.next,
});

function Result({ sum, isBusy, total }: { sum: Tried; isBusy: boolean; total: number }) {
  const { t, i18n } = useTranslation();
  const { checked, toElectronic, toReturnable, unread, collectionsUnread, changes } = sum;
  const more = toElectronic + toReturnable - changes.length;
  return (
    <BlockStack gap="200">
      {isBusy ? <ProgressBar progress={total === 0 ? 0 : Math.min(100, (100 * checked) / total)} size="small" /> : null}
      <Text as="p">{t("policy.try.checked", { checked, toElectronic, toReturnable })}</Text>
      {unread > 0 ? <Text as="p">{t("policy.try.unread", { count: unread })}</Text> : null}
      {collectionsUnread ? <Text as="p">{t("policy.try.collections")}</Text> : null}
      <List>
        {changes.map(({ productId, title, after }) => (
          <List.Item key={productId}>
            {title}: {t(`products.badge.${after.class}`)} ({ruleText(after.rule, i18n)})
          </List.Item>
        ))}
      </List>
      {more > 0 ? <Text as="p">{t("policy.draft.more", { count: more })}</Text> : null}
    </BlockStack>
  );
}
