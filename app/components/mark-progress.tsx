import { Banner, BlockStack, Card, List, ProgressBar, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

interface Props {
  marks: {
    wanted: boolean | null;
    total: number;
    done: number;
    waiting: number;
    failed: number;
    failures: readonly { productId: string; title: string; reason: string }[];
  };
}

/** How far the latest marking has come, and what of it Shopify refused. */
export function MarkProgress({ marks: { wanted, total, done, waiting, failed, failures } }: Props) {
  const { t } = useTranslation();
  if (waiting === 0 && failed === 0) return null;
  const ended = done + failed;
  const as = wanted === null ? "rules" : wanted ? "not-returnable" : "returnable";
  return (
    <>
      {waiting > 0 ? (
        <Card>
          <BlockStack gap="200">
            <Text as="h2" variant="headingSm">
              {t(`products.progress.${as}`)}
            </Text>
            <ProgressBar progress={Math.floor((100 * ended) / total)} size="small" ariaLabelledBy="mark-progress" />
            <p id="mark-progress" role="status">
              {t("products.progress.of", { ended, total })}
            </p>
          </BlockStack>
        </Card>
      ) : null}
      {failed > 0 ? (
        <Banner tone="critical" title={t("products.progress.failed", { count: failed })}>
          <List>
            {failures.map(({ productId, title, reason }) => (
              <List.Item key={productId}>
                {title}: {reason}
              </List.Item>
            ))}
          </List>
        </Banner>
      ) : null}
    </>
  );
}
