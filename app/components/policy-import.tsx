import { BlockStack, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import { useRef, useState, type ChangeEvent } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  disabled: boolean;
  isBusy: boolean;
  onImport: (settings: string) => void;
}

/** Takes a policy as JSON, from a file or pasted; the server reads it. */
export function PolicyImport({ disabled, isBusy, onImport }: Props) {
  const { t } = useTranslation();
  const [settings, setSettings] = useState("");
  const [isUnreadable, setUnreadable] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const choose = async ({ currentTarget: { files } }: ChangeEvent<HTMLInputElement>) => {
    const [file] = files ?? [];
    if (file === undefined) return;
    try {
      setSettings(await file.text());
      setUnreadable(false);
    } catch {
      setUnreadable(true);
    }
  };
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("policy.exchange.import")}
        </Text>
        <Text as="p">{t("policy.exchange.importText")}</Text>
        <TextField
          label={t("policy.exchange.file")}
          value={settings}
          onChange={setSettings}
          autoComplete="off"
          multiline={4}
          maxHeight={240}
          monospaced
          disabled={disabled}
          error={isUnreadable ? t("policy.exchange.unreadable") : false}
        />
        <input
          ref={chooser}
          type="file"
          accept="application/json,.json"
          hidden
          onChange={(event) => void choose(event)}
        />
        <InlineStack gap="200">
          <Button disabled={disabled} onClick={() => chooser.current?.click()}>
            {t("policy.exchange.choose")}
          </Button>
          <Button
            variant="primary"
            disabled={disabled || settings.trim() === ""}
            loading={isBusy}
            onClick={() => onImport(settings)}
          >
            {t("policy.exchange.importButton")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
