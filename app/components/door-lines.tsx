import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { VerdictBadge } from "./badges";
import { orderPath } from "./paths";
import { useReading } from "./reader";

interface DoorLine {
  lineId: string;
  sku: string | null;
  title: string;
  quantity: number;
  free: number;
  verdict: string;
  findings: readonly { code: string; text: { en: string; fr: string } }[];
}

/** What the policy answers to a return of each line today; a return is opened, received and inspected before it is paid. */
export function DoorLines({ orderId, lines }: { orderId: string; lines: readonly DoorLine[] }) {
  const { t } = useTranslation();
  const { language } = useReading();
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("door.lines.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("door.lines.text")}
          </Text>
        </BlockStack>
        <ul className="rma-list rma-stack">
          {lines.map(({ lineId, sku, title, quantity, free, verdict, findings }) => (
            <li key={lineId}>
              <BlockStack gap="100">
                <InlineStack align="space-between" gap="200">
                  <Text as="span" fontWeight="semibold">
                    {t("details.item", { quantity, name: [title, sku].filter((part) => part !== null).join(" · ") })}
                  </Text>
                  <VerdictBadge verdict={verdict} />
                </InlineStack>
                <Text as="p" tone="subdued">
                  {t("door.lines.free", { count: free })}
                </Text>
                <ul className="rma-list">
                  {findings.map(({ code, text }) => (
                    <li key={code}>{text[language]}</li>
                  ))}
                </ul>
              </BlockStack>
            </li>
          ))}
        </ul>
        <div>
          <Button url={`${orderPath(orderId)}/return`}>{t("openReturn.button")}</Button>
        </div>
      </BlockStack>
    </Card>
  );
}
