import { BlockStack, Box, Card, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

/** The empty state of a list: why nothing is here, and what to do. */
export function NothingHere({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <Box paddingBlock="800">
        <BlockStack gap="200" inlineAlign="center">
          <Text as="h2" variant="headingMd" alignment="center">
            {title}
          </Text>
          <Text as="p" tone="subdued" alignment="center">
            {children}
          </Text>
        </BlockStack>
      </Box>
    </Card>
  );
}
