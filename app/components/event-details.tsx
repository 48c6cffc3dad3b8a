import { BlockStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { EventFacts } from "~/texts/event-facts";
import { linesOfEvent } from "~/texts/event-sentences";
import { shopifyPath } from "./paths";

/** Why an act was done and what it changed, in a few lines. */
export function EventDetails({ facts }: { facts: EventFacts }) {
  const { t, i18n } = useTranslation();
  const lines = linesOfEvent(facts, i18n);
  if (lines.length === 0) return null;
  return (
    <BlockStack gap="025">
      {lines.map((line) => (
        <Text key={line} as="p" variant="bodySm" tone="subdued">
          {line}
        </Text>
      ))}
      {facts.invoice === undefined ? null : (
        <Text as="p" variant="bodySm">
          <Link
            url={shopifyPath(facts.invoice.way === "draft" ? "draft_orders" : "orders", facts.invoice.id)}
            target="_top"
          >
            {t("breaches.invoice.open")}
          </Link>
        </Text>
      )}
    </BlockStack>
  );
}
