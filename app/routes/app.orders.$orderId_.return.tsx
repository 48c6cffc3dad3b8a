import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Box } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { OpenReturnForm } from "~/components/open-return-form";
import { Page } from "~/components/page";
import { PageText } from "~/components/page-text";
import { orderPath } from "~/components/paths";
import { db } from "~/db.server";
import { orderPage } from "~/db/pages/order-page.server";
import { mayDo } from "~/domain/people/roles";
import { authenticateAdmin } from "~/shopify.server";
import { staffStanding } from "~/workflows/require-role.server";

/** The number at the end of an order's GID. */
const params = z.object({ orderId: z.string().regex(/^\d{1,20}$/) });

/** What of an order a customer on the telephone may want to send back. */
export async function loader({ request, params: raw }: LoaderFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const parsed = params.safeParse(raw);
  const page = parsed.success ? await orderPage(db, shop, `gid://shopify/Order/${parsed.data.orderId}`) : null;
  if (page === null) throw Response.json({ error: "order-not-found" }, { status: 404 });
  const { role, anyRolesGiven } = await staffStanding(db, { shop, userId });
  return {
    order: { orderId: page.order.orderId, name: page.order.name },
    lines: page.lines.map(({ lineId, sku, title, quantity }) => ({ lineId, sku, title, quantity })),
    mayOverride: mayDo(role, anyRolesGiven, "override"),
  };
}

export default function OpenReturnPage() {
  const { order, lines, mayOverride } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page
      title={t("openReturn.title", { order: order.name })}
      backAction={{ content: t("openReturn.back", { order: order.name }), url: orderPath(order.orderId) }}
    >
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <PageText tone="subdued">{t("openReturn.intro")}</PageText>
          <OpenReturnForm orderId={order.orderId} lines={lines} mayOverride={mayOverride} />
        </BlockStack>
      </Box>
    </Page>
  );
}
