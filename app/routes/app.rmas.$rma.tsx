import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Box, Card, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Timeline } from "~/components/timeline";
import { db } from "~/db.server";
import { rmaPage } from "~/db/pages/rma-page.server";
import { actOnRma } from "~/rma-actions.server";
import { authenticateAdmin } from "~/shopify.server";

/** One case with everything that happened to it. Another shop's case is as unknown as one that does not exist. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const page = await rmaPage(db, shop, params["rma"] ?? "");
  if (page === null) throw Response.json({ error: "rma-not-found" }, { status: 404 });
  return page;
}

/** What staff decide, find and pay. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const form = Object.fromEntries(await request.formData());
  const { status, body } = await actOnRma({ shop, userId, name: params["rma"] ?? "", at: new Date() }, form);
  return data(body, { status });
}

export default function RmaPage() {
  const { rma, timeline } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page title={rma.number ?? rma.orderName ?? ""} backAction={{ content: t("orders.title"), url: "/app/orders" }}>
      <Box paddingBlockEnd="800">
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              {t("order.timeline")}
            </Text>
            <Timeline entries={timeline} />
          </BlockStack>
        </Card>
      </Box>
    </Page>
  );
}
