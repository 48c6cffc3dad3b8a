import { BlockStack, Card, Text } from "@shopify/polaris";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { PreviewedOrder } from "./previewed-order";

type Example = ComponentProps<typeof PreviewedOrder>["row"];

/** Orders that stand for others: some of every kind of change, each to be opened. */
export function DryRunExamples({ examples, version }: { examples: readonly Example[]; version: number }) {
  const { t } = useTranslation();
  if (examples.length === 0) return null;
  return (
    <BlockStack gap="200">
      <Text as="h2" variant="headingMd">
        {t("dryRun.examples")}
      </Text>
      <Card padding="0">
        <ul className="rma-list">
          {examples.map((row) => (
            <PreviewedOrder key={row.orderId} row={row} version={version} />
          ))}
        </ul>
      </Card>
    </BlockStack>
  );
}
