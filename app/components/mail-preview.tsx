import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** Beside the frame's own walls: even a mail that somehow held a script or a picture could load nothing. */
const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`;

/** A mail as its reader sees it, behind walls: no scripts, no forms, no origin; and the same as plain text. */
export function MailPreview({ title, html, text }: { title: string; html: string; text: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t("mails.preview")}
          </Text>
          <iframe
            className="rma-mail"
            sandbox=""
            referrerPolicy="no-referrer"
            title={title}
            srcDoc={html.replace("<head>", `<head>${POLICY}`)}
          />
        </BlockStack>
      </Card>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t("mails.plain")}
          </Text>
          <pre className="rma-plain-text">{text}</pre>
        </BlockStack>
      </Card>
    </>
  );
}
