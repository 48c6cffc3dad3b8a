import { BlockStack, Button, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  path: string;
  fileName: string;
  label: string;
  accessibilityLabel: string;
}

/**
 * Fetches a file and hands it to the browser. A plain link would carry no session token; App Bridge adds it to `fetch`.
 */
export function DownloadButton({ path, fileName, label, accessibilityLabel }: Props) {
  const { t } = useTranslation();
  const [state, setState] = useState<"idle" | "loading" | "failed">("idle");
  const download = async () => {
    setState("loading");
    try {
      const answer = await fetch(path);
      if (!answer.ok) throw new Error(String(answer.status));
      save(await answer.blob(), fileName);
      setState("idle");
    } catch {
      setState("failed");
    }
  };
  return (
    <BlockStack gap="100" inlineAlign="end">
      <Button accessibilityLabel={accessibilityLabel} loading={state === "loading"} onClick={() => void download()}>
        {label}
      </Button>
      <div role="status">
        {state === "failed" ? (
          <Text as="p" tone="critical">
            {t("privacy.failed")}
          </Text>
        ) : null}
      </div>
    </BlockStack>
  );
}

function save(file: Blob, fileName: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
