import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { EventFacts } from "~/texts/event-facts";
import { linesOfEvent } from "~/texts/event-sentences";

/** Why an act was done and what it changed, in a few lines. */
export function EventDetails({ facts }: { facts: EventFacts }) {
  const { i18n } = useTranslation();
  const lines = linesOfEvent(facts, i18n);
  if (lines.length === 0) return null;
  return (
    <BlockStack gap="025">
      {lines.map((line) => (
        <Text key={line} as="p" variant="bodySm" tone="subdued">
          {line}
        </Text>
      ))}
    </BlockStack>
  );
}
