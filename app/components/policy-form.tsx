import {
  Banner,
  BlockStack,
  Button,
  Card,
  Checkbox,
  FormLayout,
  InlineStack,
  List,
  Text,
  TextField,
  type BannerHandles,
} from "@shopify/polaris";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFocusOn } from "./focus";
import { entriesOf, fieldOfError, FIELD_GROUPS, patchOf, type Entries, type Field } from "./policy-fields";

/** Why a setting was refused; the path names it. */
export interface SettingError {
  path: string;
  code: string;
}

interface Props {
  settings: Parameters<typeof entriesOf>[0];
  errors: readonly SettingError[];
  isSaving: boolean;
  onPublish: (patch: Record<string, unknown>) => void;
}

/** The settings as a form. Publishing sends what was changed; the server alone decides what is allowed. */
export function PolicyForm({ settings, errors, isSaving, onPublish }: Props) {
  const { t } = useTranslation();
  const before = entriesOf(settings);
  const [entries, setEntries] = useState(before);
  const patch = patchOf(before, entries);
  const isChanged = Object.keys(patch).length > 0;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (isChanged) onPublish(patch);
  };
  return (
    <form onSubmit={send} onReset={() => setEntries(before)} noValidate data-save-bar>
      <BlockStack gap="400">
        <Refusals errors={errors} />
        {FIELD_GROUPS.map(({ name, fields }) => (
          <Card key={name}>
            <BlockStack gap="400">
              <Text as="h2" variant="headingMd">
                {t(`policy.group.${name}`)}
              </Text>
              {name === "electronic" ? <Text as="p">{t("policy.group.electronicHelp")}</Text> : null}
              <FormLayout>
                <div className="rma-fields">
                  {fields.map((field) => (
                    <SettingField
                      key={field.path}
                      field={field}
                      entries={entries}
                      errors={errors}
                      onChange={(entry) => setEntries({ ...entries, [field.path]: entry })}
                    />
                  ))}
                </div>
              </FormLayout>
            </BlockStack>
          </Card>
        ))}
        <InlineStack align="end" gap="200">
          <Button disabled={!isChanged || isSaving} onClick={() => setEntries(before)}>
            {t("policy.discard")}
          </Button>
          <Button submit variant="primary" disabled={!isChanged} loading={isSaving}>
            {t("policy.save")}
          </Button>
        </InlineStack>
      </BlockStack>
    </form>
  );
}

interface FieldProps {
  field: Field;
  entries: Entries;
  errors: readonly SettingError[];
  onChange: (entry: string | boolean) => void;
}

function SettingField({ field: { path, kind }, entries, errors, onChange }: FieldProps) {
  const { t, i18n } = useTranslation();
  const label = t(`policy.field.${path}`);
  const help = `policy.help.${path}`;
  const refusal = useRefusalText();
  const entry = entries[path];
  const found = errors.find((candidate) => fieldOfError(candidate.path) === path);
  const error = found !== undefined && refusal(found.code);
  if (typeof entry === "boolean") {
    return <Checkbox label={label} checked={entry} onChange={onChange} error={error} />;
  }
  return (
    <TextField
      label={label}
      value={entry ?? ""}
      onChange={onChange}
      error={error}
      helpText={i18n.exists(help) ? t(help) : ""}
      autoComplete="off"
      {...(kind === "number" ? { inputMode: "decimal" as const } : { multiline: 3, maxHeight: 240 })}
    />
  );
}

/** Says above the form that nothing was stored, and why for what has no field in it. */
function Refusals({ errors }: { errors: readonly SettingError[] }) {
  const { t } = useTranslation();
  const refusal = useRefusalText();
  const banner = useFocusOn<BannerHandles>(errors);
  if (errors.length === 0) return null;
  const elsewhere = errors.filter(({ path }) => fieldOfError(path) === undefined);
  return (
    <Banner ref={banner} tone="critical" title={t("policy.refused", { count: errors.length })}>
      <p>{t("policy.nothingLost")}</p>
      {elsewhere.length === 0 ? null : (
        <List>
          {elsewhere.map(({ path, code }) => (
            <List.Item key={path}>
              {path} {refusal(code)}
            </List.Item>
          ))}
        </List>
      )}
    </Banner>
  );
}

function useRefusalText(): (code: string) => string {
  const { t, i18n } = useTranslation();
  return (code) => t(i18n.exists(`settingErrors.${code}`) ? `settingErrors.${code}` : "settingErrors.other");
}
