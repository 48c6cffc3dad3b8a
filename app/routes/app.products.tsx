import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Box, type BannerHandles } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { useFocusOn } from "~/components/focus";
import { useLive } from "~/components/live";
import { NothingHere } from "~/components/nothing-here";
import { PageLinks } from "~/components/page-links";
import { PageText } from "~/components/page-text";
import { MarkProgress } from "~/components/mark-progress";
import { Page } from "~/components/page";
import { ProductCounts, ProductFilters } from "~/components/product-filters";
import { ProductList, type MarkRequest } from "~/components/product-list";
import { db } from "~/db.server";
import { countProducts, parseProductCursor, productsPage } from "~/db/pages/products-page.server";
import { latestMarks } from "~/db/product-mark-repository.server";
import { mayDo } from "~/domain/people/roles";
import { CLASS_RULE_KINDS } from "~/domain/policy/order-snapshot";
import { authenticateAdmin } from "~/shopify.server";
import { requestMarks } from "~/workflows/mark-products.server";
import { staffStanding } from "~/workflows/require-role.server";

// An address that a person edited shows the unfiltered list rather than an error.
const filterParams = z.object({
  class: z.enum(["electronic", "returnable", "unclear"]).nullable().catch(null),
  rule: z.enum(CLASS_RULE_KINDS).nullable().catch(null),
  search: z.string().max(100).catch(""),
});

const filterOf = (params: URLSearchParams) =>
  filterParams.parse({
    class: params.get("class"),
    rule: params.get("rule"),
    search: params.get("search") ?? "",
  });

/** One page of the catalogue with each product's class and the rule that said so (R3). */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const params = new URL(request.url).searchParams;
  const filter = filterOf(params);
  const cursor = parseProductCursor(params.get("cursor"));
  const [page, counts, marks, standing] = await Promise.all([
    productsPage(db, { shop, filter, cursor }),
    countProducts(db, shop),
    latestMarks(db, shop),
    staffStanding(db, { shop, userId }),
  ]);
  const mayMark = mayDo(standing.role, standing.anyRolesGiven, "mark-product");
  return { ...page, filter, counts, marks, mayMark };
}

const MOST_NAMED = 250;
const WANTED = { "not-returnable": true, returnable: false, rules: null } as const;
const form = z.object({
  intent: z.literal("mark"),
  as: z.enum(["not-returnable", "returnable", "rules"]),
  /** Those named, or without names everything that the filter shows. */
  products: z
    .string()
    .max(20_000)
    .transform((text) => text.split(",").filter(Boolean))
    .pipe(z.array(z.string().regex(/^gid:\/\/shopify\/Product\/\d+$/)).max(MOST_NAMED)),
  filter: z.string().max(1_000).optional(),
});

/** Takes a person's word on products; a job writes it to Shopify and the page shows how far it has come. */
export async function action({ request }: ActionFunctionArgs) {
  const caller = await authenticateAdmin(request);
  const input = form.safeParse(Object.fromEntries(await request.formData()));
  if (!input.success) return data({ error: "invalid-request" as const }, { status: 400 });
  const { as, products, filter } = input.data;
  const scope = filter === undefined ? { productIds: products } : { filter: filterOf(new URLSearchParams(filter)) };
  const marked = await requestMarks(db, { ...caller, wanted: WANTED[as], scope, at: new Date() });
  if (marked.ok) return data({ count: marked.value.count });
  return data({ error: marked.error.code }, { status: marked.error.code === "role-required" ? 403 : 422 });
}

const LIVE_MS = 5_000;
const BUSY_MS = 1_000;

export default function ProductsPage() {
  const { rows, newer, older, filter, counts, marks, mayMark } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const fetcher = useFetcher<typeof action>();
  useLive(marks !== null && marks.waiting > 0 ? BUSY_MS : LIVE_MS);
  const mark = ({ as, productIds }: MarkRequest) => {
    const all = new URLSearchParams(set(filter)).toString();
    const scope = productIds === null ? { products: "", filter: all } : { products: productIds.join(",") };
    fetcher.submit({ intent: "mark", as, ...scope }, { method: "post" });
  };
  const isFiltered = Object.keys(set(filter)).length > 0;
  return (
    <Page title={t("products.title")} subtitle={t("products.intro")} fullWidth>
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <Outcome answer={fetcher.data} />
          {marks === null ? null : <MarkProgress marks={marks} />}
          <ProductCounts counts={counts} />
          <ProductFilters key={JSON.stringify(filter)} filter={filter} />
          {mayMark ? null : <PageText tone="subdued">{t("products.lookOnly")}</PageText>}
          {rows.length > 0 ? (
            <ProductList rows={rows} mayMark={mayMark} isBusy={fetcher.state !== "idle"} onMark={mark}>
              <PageLinks newer={newer} older={older} />
            </ProductList>
          ) : (
            <NothingHere title={t(isFiltered ? "products.noMatch.title" : "products.none.title")}>
              {t(isFiltered ? "products.noMatch.text" : "products.none.text")}
            </NothingHere>
          )}
        </BlockStack>
      </Box>
    </Page>
  );
}

const set = (filter: { class: string | null; rule: string | null; search: string }): Record<string, string> =>
  Object.fromEntries(Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])));

function Outcome({ answer }: { answer: { count: number } | { error: string } | undefined }) {
  const { t } = useTranslation();
  const banner = useFocusOn<BannerHandles>(answer);
  if (answer === undefined) return null;
  return (
    <Banner ref={banner} tone={"count" in answer ? "success" : "critical"}>
      {"count" in answer ? t("products.marked", { count: answer.count }) : t(`products.error.${answer.error}`)}
    </Banner>
  );
}
