import { useFetcher } from "@remix-run/react";
import { TitleBar, useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Box, Button, Card, InlineStack, Layout, Link, List, Page, Text } from "@shopify/polaris";
import { useEffect } from "react";

export const action = () => ({ product: { id: "gid://shopify/Product/1" } });

export default function Index() {
  const fetcher = useFetcher<typeof action>();
  const bridge = useAppBridge();
  const productId = fetcher.data?.product.id;
  useEffect(() => {
    if (productId) bridge.toast.show("Product created");
  }, [productId, bridge]);
  return (
    <Page>
      <TitleBar title="Remix app template" />
      <Layout>
        <Layout.Section>
          <Card>
            <BlockStack gap="500">
              <Text as="h2" variant="headingMd">
                Congrats on creating a new Shopify app
              </Text>
              <Text as="p">
                This embedded app template uses{" "}
                <Link url="https://shopify.dev/docs/apps/tools/app-bridge">App Bridge</Link>.
              </Text>
              <InlineStack gap="300">
                <Button loading={fetcher.state !== "idle"} onClick={() => fetcher.submit({}, { method: "POST" })}>
                  Generate a product
                </Button>
              </InlineStack>
              <Box padding="400">
                <pre>{JSON.stringify(fetcher.data, null, 2)}</pre>
              </Box>
              <List>
                <List.Item>Build an example app</List.Item>
              </List>
            </BlockStack>
          </Card>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
