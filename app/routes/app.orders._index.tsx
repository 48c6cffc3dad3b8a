import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Box, Card } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { AskedOrders } from "~/components/list-address";
import { ListViews } from "~/components/list-views";
import { NothingHere } from "~/components/nothing-here";
import { OrderFilters } from "~/components/order-filters";
import { OrderTable } from "~/components/order-table";
import { Page } from "~/components/page";
import { PageLinks } from "~/components/page-links";
import { SearchUnderstood } from "~/components/search-understood";
import { db } from "~/db.server";
import { listViews } from "~/db/list-view-repository.server";
import { parseCursor } from "~/db/pages/orders-page.server";
import { ordersAddress } from "~/list-addresses.server";
import { actOnViews } from "~/list-views.server";
import { authenticateAdmin } from "~/shopify.server";
import { searchOrders } from "~/workflows/search-orders.server";

/** One page of the orders that the policy has judged, newest first, and the shop's views. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const params = new URL(request.url).searchParams;
  const filter = ordersAddress(params);
  const cursor = parseCursor(params.get("cursor"));
  const [page, views] = await Promise.all([searchOrders(db, { shop, filter, cursor }), listViews(db, shop, "orders")]);
  return { ...page, filter, views };
}

/** Saves what is on screen as a view, or deletes one. */
export async function action({ request }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const form = Object.fromEntries(await request.formData());
  const { status, body } = await actOnViews({ shop, userId, list: "orders", at: new Date() }, form);
  return data(body, { status });
}

const NOTHING: AskedOrders = { verdict: null, flag: null, search: "" };
/** The views that every shop has. */
const GIVEN = [
  ["all", NOTHING],
  ["review", { ...NOTHING, verdict: "review" }],
  ["waiting", { ...NOTHING, flag: "waiting" }],
  ["rma-open", { ...NOTHING, flag: "rma-open" }],
  ["breach", { ...NOTHING, flag: "breach" }],
] as const;

export default function OrdersPage() {
  const { rows, newer, older, filter, views, searchedBy } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const key = JSON.stringify(filter);
  return (
    <Page title={t("orders.title")} fullWidth>
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <ListViews key={`views ${key}`} list="orders" given={GIVEN} views={views} asked={filter} />
          <OrderFilters key={`filters ${key}`} filter={filter} />
          <SearchUnderstood texts="orders.searchedBy" searchedBy={searchedBy} search={filter.search} />
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

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useTranslation();
  const kind = isFiltered ? "noMatch" : "none";
  return <NothingHere title={t(`orders.${kind}.title`)}>{t(`orders.${kind}.text`)}</NothingHere>;
}
