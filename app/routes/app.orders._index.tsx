import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Box, Card, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { NothingHere } from "~/components/nothing-here";
import { OrderFilters } from "~/components/order-filters";
import { OrderTable } from "~/components/order-table";
import { OrderViews } from "~/components/order-views";
import { PageLinks } from "~/components/page-links";
import { PageText } from "~/components/page-text";
import { db } from "~/db.server";
import { deleteOrderView, listOrderViews } from "~/db/order-view-repository.server";
import { ORDER_FLAGS, parseCursor } from "~/db/pages/orders-page.server";
import { authenticateAdmin } from "~/shopify.server";
import { keepOrderView } from "~/workflows/keep-order-view.server";
import { searchOrders, type SearchedOrders } from "~/workflows/search-orders.server";

// An address that a person edited shows the unfiltered list rather than an error.
const filterParams = z.object({
  verdict: z.enum(["allow", "review", "deny"]).nullable().catch(null),
  flag: z.enum(ORDER_FLAGS).nullable().catch(null),
  search: z.string().trim().max(100).catch(""),
});

/** One page of the orders that the policy has judged, newest first, and the shop's views. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const params = new URL(request.url).searchParams;
  const filter = filterParams.parse({
    verdict: params.get("verdict"),
    flag: params.get("flag"),
    search: params.get("search") ?? "",
  });
  const cursor = parseCursor(params.get("cursor"));
  const [page, views] = await Promise.all([searchOrders(db, { shop, filter, cursor }), listOrderViews(db, shop)]);
  return { ...page, filter, views };
}

const form = z.discriminatedUnion("intent", [
  filterParams.extend({ intent: z.literal("save-view"), name: z.string().trim().min(1).max(50) }),
  z.object({ intent: z.literal("delete-view"), id: z.uuid() }),
]);

/** Saves what is on screen as a view, or deletes one. */
export async function action({ request }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const input = form.safeParse(Object.fromEntries(await request.formData()));
  if (!input.success) return data({ error: "invalid-request" }, { status: 400 });
  if (input.data.intent === "delete-view") {
    await deleteOrderView(db, shop, input.data.id);
    return data({ deleted: input.data.id });
  }
  const { intent: _intent, ...view } = input.data;
  const kept = await keepOrderView(db, { ...view, shop, by: `user:${userId}`, at: new Date() });
  return kept.ok ? data({ saved: view.name }) : data({ error: kept.error }, { status: 422 });
}

export default function OrdersPage() {
  const { rows, newer, older, filter, views, searchedBy } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const key = JSON.stringify(filter);
  return (
    <Page title={t("orders.title")} fullWidth>
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <OrderViews key={`views ${key}`} views={views} filter={filter} />
          <OrderFilters key={`filters ${key}`} filter={filter} />
          <Understood searchedBy={searchedBy} search={filter.search} />
          {rows.length > 0 ? (
            <Card padding="0">
              <OrderTable rows={rows} />
              <PageLinks newer={newer} older={older} />
            </Card>
          ) : (
            <Nothing isFiltered={filter.verdict !== null || filter.flag !== null || filter.search !== ""} />
          )}
        </BlockStack>
      </Box>
    </Page>
  );
}

/** How the search was read, so that nobody takes one list for another. */
function Understood({ searchedBy, search }: Pick<SearchedOrders, "searchedBy"> & { search: string }) {
  const { t } = useTranslation();
  if (searchedBy === null || searchedBy === "nothing") return null;
  const text = t(`orders.searchedBy.${searchedBy}`, { search });
  return searchedBy === "not-asked" ? (
    <Banner tone="warning">{text}</Banner>
  ) : (
    <PageText tone="subdued">{text}</PageText>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useTranslation();
  const kind = isFiltered ? "noMatch" : "none";
  return <NothingHere title={t(`orders.${kind}.title`)}>{t(`orders.${kind}.text`)}</NothingHere>;
}
