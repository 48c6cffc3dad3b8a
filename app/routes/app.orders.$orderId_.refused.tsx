import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Box } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { NothingHere } from "~/components/nothing-here";
import { OpenRefusedForm } from "~/components/open-refused-form";
import { Page } from "~/components/page";
import { PageText } from "~/components/page-text";
import { orderPath } from "~/components/paths";
import { db } from "~/db.server";
import { orderPage } from "~/db/pages/order-page.server";
import { authenticateAdmin } from "~/shopify.server";

/** The number at the end of an order's GID. */
const params = z.object({ orderId: z.string().regex(/^\d{1,20}$/) });

/** What of an order was on back-order and has shipped, and may come back refused (R27). */
export async function loader({ request, params: raw }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const parsed = params.safeParse(raw);
  const page = parsed.success ? await orderPage(db, shop, `gid://shopify/Order/${parsed.data.orderId}`) : null;
  if (page === null) throw Response.json({ error: "order-not-found" }, { status: 404 });
  return {
    order: { orderId: page.order.orderId, name: page.order.name },
    lines: page.lines
      .filter(({ waitingAtOrder }) => waitingAtOrder > 0)
      .map(({ lineId, sku, title, waitingAtOrder }) => ({ lineId, sku, title, waited: waitingAtOrder })),
  };
}

export default function OpenRefusedPage() {
  const { order, lines } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page
      title={t("openRefused.title", { order: order.name })}
      backAction={{ content: t("openReturn.back", { order: order.name }), url: orderPath(order.orderId) }}
    >
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <PageText tone="subdued">{t("openRefused.intro")}</PageText>
          {lines.length === 0 ? (
            <NothingHere title={t("openRefused.none.title")}>{t("openRefused.none.text")}</NothingHere>
          ) : (
            <OpenRefusedForm orderId={order.orderId} lines={lines} />
          )}
        </BlockStack>
      </Box>
    </Page>
  );
}
