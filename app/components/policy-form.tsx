import {
  Banner,
  BlockStack,
  Card,
  Checkbox,
  FormLayout,
  List,
  Select,
  Text,
  TextField,
  type BannerHandles,
} from "@shopify/polaris";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFocusOn } from "./focus";
import { fieldOfError, type Entries, type Field } from "./policy-fields";

/** Why a setting was refused; the path names it. */
export interface SettingError {
  path: string;
  code: string;
}

interface Props {
  fields: readonly Field[];
  entries: Entries;
  errors: readonly SettingError[];
  /** What each field's setting would contradict, in words. */
  warnings: ReadonlyMap<string, string>;
  disabled: boolean;
  onChange: (entries: Entries) => void;
  onSubmit: () => void;
}

/** The settings of one subject. What is typed is sent as it is; the server alone decides what is allowed. */
export function PolicyForm({ fields, entries, errors, warnings, disabled, onChange, onSubmit }: Props) {
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  const fieldOf = (field: Field) => (
    <SettingField
      key={field.path}
      field={field}
      entry={entries[field.path] ?? ""}
      error={errors.find(({ path }) => fieldOfError([field], path) !== undefined)}
      warning={warnings.get(field.path)}
      disabled={disabled}
      onChange={(entry) => onChange({ ...entries, [field.path]: entry })}
    />
  );
  return (
    <form onSubmit={send} noValidate>
      <Card>
        <FormLayout>
          <div className="rma-fields">{fields.filter(({ kind }) => kind !== "flag").map(fieldOf)}</div>
          {fields.filter(({ kind }) => kind === "flag").map(fieldOf)}
        </FormLayout>
      </Card>
      {/* The save bar's button is outside of the form: this one lets Enter send it. */}
      <button type="submit" hidden />
    </form>
  );
}

interface FieldProps {
  field: Field;
  entry: string | boolean;
  error: SettingError | undefined;
  warning: string | undefined;
  disabled: boolean;
  onChange: (entry: string | boolean) => void;
}

function SettingField({ field: { path, kind, options = [] }, entry, error, warning, disabled, onChange }: FieldProps) {
  const { t, i18n } = useTranslation();
  const refusal = useRefusalText();
  const help = `policy.help.${path}`;
  const helpText = [i18n.exists(help) ? t(help) : "", warning ?? ""].filter(Boolean).join(" ");
  const shared = {
    label: t(`policy.field.${path}`),
    error: error === undefined ? false : refusal(error.code),
    helpText,
    disabled,
  };
  if (typeof entry === "boolean") return <Checkbox {...shared} checked={entry} onChange={onChange} />;
  if (kind === "option") {
    const choices = options.map((value) => ({ value, label: t(`policy.option.${path}.${value}`) }));
    return <Select {...shared} options={choices} value={entry} onChange={onChange} />;
  }
  const isLong = kind === "list" || kind === "lines";
  return (
    <TextField
      {...shared}
      value={entry}
      onChange={onChange}
      autoComplete="off"
      {...(kind === "number" ? { inputMode: "decimal" as const } : {})}
      {...(isLong ? { multiline: 3, maxHeight: 240 } : {})}
    />
  );
}

/** Says above the form that nothing was stored, and why for what has no field in it. */
export function Refusals({ errors, fields }: { errors: readonly SettingError[]; fields: readonly Field[] }) {
  const { t } = useTranslation();
  const refusal = useRefusalText();
  const banner = useFocusOn<BannerHandles>(errors);
  if (errors.length === 0) return null;
  const elsewhere = errors.filter(({ path }) => fieldOfError(fields, path) === undefined);
  return (
    <Banner ref={banner} tone="critical" title={t("policy.refused", { count: errors.length })}>
      <BlockStack gap="200">
        <p>{t("policy.nothingLost")}</p>
        {elsewhere.length === 0 ? null : (
          <List>
            {elsewhere.map(({ path, code }) => (
              <List.Item key={path}>
                {path === "" ? null : <Text as="strong">{path}: </Text>}
                {refusal(code)}
              </List.Item>
            ))}
          </List>
        )}
      </BlockStack>
    </Banner>
  );
}

function useRefusalText(): (code: string) => string {
  const { t, i18n } = useTranslation();
  return (code) => t(i18n.exists(`settingErrors.${code}`) ? `settingErrors.${code}` : "settingErrors.other");
}
