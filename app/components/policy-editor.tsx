import { useFetcher } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Layout, List, Text, type BannerHandles } from "@shopify/polaris";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PolicyWarning } from "~/domain/policy/contradictions";
import { changedSettings, type SettingChange, type SettingsPatch } from "~/domain/policy/settings-diff";
import { changeSentences, labelOf } from "~/texts/change-sentences";
import { warningText } from "~/texts/warning-text";
import { ChangeCard } from "./change-card";
import { useFocusOn } from "./focus";
import { changesInForm, entriesOf, fieldOfError, patchOf, rebase, type Entries, type Field } from "./policy-fields";
import { PolicyForm, Refusals, type SettingError } from "./policy-form";
import { useReading } from "./reader";
import { UnsavedChanges } from "./unsaved-changes";

/** What became of a save. */
export type SaveAnswer =
  { saved: SavedDraft } | { errors: SettingError[] } | { conflict: SavedDraft & { name: string | null } };

interface SavedDraft {
  revision: number;
  settings: SettingsPatch;
}

interface Props {
  fields: readonly Field[];
  draft: SavedDraft;
  published: SettingsPatch;
  warnings: readonly PolicyWarning[];
  mayChange: boolean;
  /** What else is shown beside the form, for what stands in it unsaved. */
  aside?: (patch: SettingsPatch) => ReactNode;
}

interface Editing extends SavedDraft {
  entries: Entries;
  /** The form as it was last sent: what was typed since is not saved yet. */
  sent: Entries;
  /** Settings that this person and another changed differently. */
  both: readonly string[];
  theirs: readonly SettingChange[];
}

const NO_ERRORS: SettingError[] = [];

/** The form of one subject over the draft, with the save bar, and beside it what publishing would change. */
export function PolicyEditor({ fields, draft, published, warnings, mayChange, aside }: Props) {
  const { i18n } = useTranslation();
  const fetcher = useFetcher<SaveAnswer>();
  const answer = fetcher.data;
  const [editing, setEditing] = useState(() => editingOf(fields, draft));
  const conflict = answer !== undefined && "conflict" in answer ? answer.conflict : null;
  const saved = answer !== undefined && "saved" in answer ? answer.saved : null;
  const admin = useAppBridge();
  useEffect(() => {
    if (conflict !== null) setEditing((mine) => onTheirs(fields, mine, conflict));
  }, [conflict, fields]);
  useEffect(() => {
    if (saved === null) return;
    setEditing((mine) => onSaved(fields, mine, saved));
    admin.toast.show(i18n.t("policy.draft.saved"));
  }, [admin, saved, fields, i18n]);

  const base = entriesOf(fields, editing.settings);
  const patch = patchOf(fields, base, editing.entries);
  const isDirty = Object.keys(patch).length > 0;
  const save = () => {
    if (!isDirty) return;
    setEditing({ ...editing, sent: editing.entries });
    const form = { intent: "save-draft", base: String(editing.revision), change: JSON.stringify(patch) };
    fetcher.submit(form, { method: "post" });
  };
  const errors = answer !== undefined && "errors" in answer ? answer.errors : NO_ERRORS;
  const fieldWarnings = new Map(
    warnings.flatMap((warning) => {
      const path = fieldOfError(fields, warning.path);
      return path === undefined ? [] : [[path, warningText(warning, i18n)] as const];
    }),
  );
  return (
    <Layout>
      <Layout.Section>
        <BlockStack gap="400">
          {conflict === null ? null : <Conflict key={conflict.revision} name={conflict.name} editing={editing} />}
          <Refusals errors={errors} fields={fields} />
          <PolicyForm
            fields={fields}
            entries={editing.entries}
            errors={errors}
            warnings={fieldWarnings}
            disabled={!mayChange}
            onChange={(entries) => setEditing({ ...editing, entries })}
            onSubmit={save}
          />
        </BlockStack>
      </Layout.Section>
      <Layout.Section variant="oneThird">
        <BlockStack gap="400">
          <ChangeCard changes={changesInForm(fields, published, editing.entries)} />
          {aside?.(patch)}
        </BlockStack>
      </Layout.Section>
      <UnsavedChanges
        isDirty={isDirty}
        isSaving={fetcher.state !== "idle"}
        onSave={save}
        onDiscard={() => setEditing({ ...editing, entries: base })}
      />
    </Layout>
  );
}

function editingOf(fields: readonly Field[], { revision, settings }: SavedDraft): Editing {
  const entries = entriesOf(fields, settings);
  return { revision, settings, entries, sent: entries, both: [], theirs: [] };
}

/** Goes on with what was saved; what was typed while it was on its way stays. */
function onSaved(fields: readonly Field[], mine: Editing, saved: SavedDraft): Editing {
  const fresh = editingOf(fields, saved);
  return { ...fresh, ...rebase(fields, mine.sent, { mine: mine.entries, theirs: fresh.entries }), both: [] };
}

/** Goes on with the draft that somebody else has saved; nothing that this person typed is lost. */
function onTheirs(fields: readonly Field[], mine: Editing, theirs: SavedDraft): Editing {
  if (mine.revision === theirs.revision) return mine;
  const fresh = editingOf(fields, theirs);
  const rebased = rebase(fields, entriesOf(fields, mine.settings), { mine: mine.entries, theirs: fresh.entries });
  return { ...fresh, ...rebased, theirs: changedSettings(mine.settings, theirs.settings) };
}

function Conflict({ name, editing: { theirs, both } }: { name: string | null; editing: Editing }) {
  const { t, i18n } = useTranslation();
  const { locale } = useReading();
  const banner = useFocusOn<BannerHandles>(theirs);
  const names = both.map((path) => labelOf(path, i18n)).join(", ");
  return (
    <Banner
      ref={banner}
      tone="warning"
      title={t("policy.conflict.title", { name: name ?? t("policy.conflict.someone") })}
    >
      <BlockStack gap="200">
        <p>{t("policy.conflict.text")}</p>
        {both.length === 0 ? null : <p>{t("policy.conflict.same", { names })}</p>}
        <Text as="p">{t("policy.conflict.theirs")}</Text>
        <List>
          {changeSentences(theirs, i18n, locale).map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      </BlockStack>
    </Banner>
  );
}
