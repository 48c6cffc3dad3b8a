import { isRouteErrorResponse, useRouteError } from "@remix-run/react";
import { Banner, BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Page } from "./page";

/** The code that a thrown answer carries; a fault has none that would help its reader. */
function useErrorCode(): string {
  const error = useRouteError();
  if (!isRouteErrorResponse(error)) return "unexpected";
  const body: unknown = error.data;
  if (typeof body === "object" && body !== null && "error" in body) return String(body.error);
  return error.status === 404 ? "page-not-found" : "unexpected";
}

function useErrorTexts(): { title: string; text: string } {
  const code = useErrorCode();
  const { t, i18n } = useTranslation();
  const key = i18n.exists(`errors.${code}.title`) ? code : "unexpected";
  return { title: t(`errors.${key}.title`), text: t(`errors.${key}.text`) };
}

/** An error within the embedded admin: navigation stays. */
export function AdminErrorPage() {
  const { title, text } = useErrorTexts();
  const { t } = useTranslation();
  return (
    <Page title={title} backAction={{ content: t("nav.home"), url: "/app" }}>
      <Banner tone="critical">
        <BlockStack gap="200">
          <Text as="p">{text}</Text>
        </BlockStack>
      </Banner>
    </Page>
  );
}

/** An error outside of it, where nothing of Polaris is set up. */
export function PlainErrorPage() {
  const { title, text } = useErrorTexts();
  return (
    <main className="rma-plain">
      <h1>{title}</h1>
      <p>{text}</p>
    </main>
  );
}
