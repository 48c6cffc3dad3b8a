import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SettingChange } from "~/domain/policy/settings-diff";
import { ChangeList } from "./change-card";
import { Moment } from "./dates-and-money";

interface Props {
  title: string;
  draft: { changes: readonly SettingChange[]; at: string | null; name: string | null };
  nextVersion: number;
  mayChange: boolean;
  isBusy: boolean;
  onPublish: () => void;
  onDiscard: () => void;
  children: ReactNode;
}

/** The version in force, what the draft would change of it, and the two ways on. */
export function DraftCard({ title, draft, nextVersion, mayChange, isBusy, onPublish, onDiscard, children }: Props) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        <Text as="p" tone="subdued">
          {children}
        </Text>
        {draft.changes.length === 0 ? (
          <Text as="p">{t("policy.draft.none")}</Text>
        ) : (
          <>
            <Text as="h3" variant="headingSm">
              {t("policy.draft.changes")}
            </Text>
            <ChangeList changes={draft.changes} />
            <SavedBy at={draft.at} name={draft.name} />
            <InlineStack gap="200">
              <Button variant="primary" disabled={!mayChange} loading={isBusy} onClick={onPublish}>
                {t("policy.draft.publish", { version: nextVersion })}
              </Button>
              <Button url="/app/policy/preview">{t("policy.draft.preview")}</Button>
              <Button tone="critical" variant="tertiary" disabled={!mayChange || isBusy} onClick={onDiscard}>
                {t("policy.draft.discard")}
              </Button>
            </InlineStack>
          </>
        )}
      </BlockStack>
    </Card>
  );
}

function SavedBy({ at, name }: { at: string | null; name: string | null }) {
  const { t } = useTranslation();
  if (at === null) return null;
  return (
    <Text as="p" tone="subdued">
      {t("policy.draft.lastSaved")} <Moment at={at} /> {name === null ? null : t("policy.draft.byName", { name })}
    </Text>
  );
}
