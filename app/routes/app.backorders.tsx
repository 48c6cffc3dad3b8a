import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Box, Button, Card, InlineStack } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { NothingHere } from "~/components/nothing-here";
import { Page } from "~/components/page";
import { PageHeading, PageText } from "~/components/page-text";
import { PromiseHistory } from "~/components/promise-history";
import { QueueLines } from "~/components/queue-lines";
import { QueuePoolHead, QueuePools } from "~/components/queue-pools";
import { db } from "~/db.server";
import { queueOfPool, queueOrders, queuePools } from "~/db/pages/queue-page.server";
import { authenticateAdmin } from "~/shopify.server";
import { cancelWaitingByStaff } from "~/workflows/cancel-waiting.server";
import { changeQueue, expectStock } from "~/workflows/change-queue.server";

const MOST_ARRIVING = 1_000_000;

const query = z.object({
  by: z.enum(["product", "order"]).catch("product"),
  page: z.coerce.number().int().min(0).max(10_000).catch(0),
  item: z.string().nullable(),
  location: z.string().nullable(),
  arriving: z.coerce.number().int().min(0).max(MOST_ARRIVING).catch(0),
});

/** The back-order queue: by product, by order, or one queue with who is next, what would ship, and every promise. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const given = new URL(request.url).searchParams;
  const names = ["by", "page", "item", "location", "arriving"];
  const { by, page, item, location, arriving } = query.parse(
    Object.fromEntries(names.map((name) => [name, given.get(name)])),
  );
  const now = new Date().toISOString();
  const pool = { inventoryItemId: item, locationId: location };
  const queue = item === null ? null : await queueOfPool(db, { shop, pool, arriving });
  if (item !== null && queue === null) throw Response.json({ error: "nothing-waiting" }, { status: 404 });
  if (queue !== null) return { view: "queue" as const, now, arriving, ...queue };
  if (by === "order") return { view: "orders" as const, now, page, ...(await queueOrders(db, shop, page)) };
  return { view: "products" as const, now, page, ...(await queuePools(db, shop, page)) };
}

const STATUS: Readonly<Record<string, number>> = {
  "invalid-request": 400,
  "role-required": 403,
  "order-not-found": 404,
};

/** Pin, skip, cancel, or say when more is expected. */
export async function action({ request }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const { intent, ...input } = Object.fromEntries(await request.formData());
  const answer = await act({ shop, userId, at: new Date() }, intent, input);
  if (answer.ok) return data({ ok: true, ...answer.value });
  return data({ ok: false, error: answer.error.error }, { status: STATUS[answer.error.error] ?? 422 });
}

function act(caller: { shop: string; userId: string; at: Date }, intent: unknown, input: Record<string, unknown>) {
  if (intent === "expect") return expectStock({ ...caller, input });
  if (intent !== "cancel") return changeQueue({ ...caller, input: { ...input, act: intent } });
  return cancelWaitingByStaff({ ...caller, input: { ...input, quantity: Number(input["quantity"]) } });
}

export default function BackordersPage() {
  const page = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const fetcher = useFetcher<typeof action>();
  const refusal = fetcher.data !== undefined && "error" in fetcher.data ? fetcher.data.error : null;
  const onAct = (form: Record<string, string>) => fetcher.submit(form, { method: "post" });
  const back = { content: t("queue.title"), url: "/app/backorders" };
  const isQueue = page.view === "queue";
  return (
    <Page
      title={isQueue ? page.pool.title : t("queue.title")}
      {...(isQueue ? { subtitle: page.pool.locationName, backAction: back } : {})}
    >
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          {refusal === null ? null : (
            <Banner tone="critical">{t(`queue.refused.${refusal}`, { defaultValue: t("queue.refused.other") })}</Banner>
          )}
          {isQueue ? (
            <>
              <QueuePoolHead pool={page.pool} arriving={page.arriving} onAct={onAct} />
              <QueueLines lines={page.lines} now={page.now} onAct={onAct} isSimulated={page.arriving > 0} />
              <PageHeading>{t("queue.history")}</PageHeading>
              <PromiseHistory rows={page.history} />
            </>
          ) : (
            <>
              <PageText>{t("queue.intro")}</PageText>
              <InlineStack gap="200">
                <Button url="/app/backorders" pressed={page.view === "products"}>
                  {t("queue.byProduct")}
                </Button>
                <Button url="/app/backorders?by=order" pressed={page.view === "orders"}>
                  {t("queue.byOrder")}
                </Button>
              </InlineStack>
              <Waiting page={page} onAct={onAct} />
            </>
          )}
        </BlockStack>
      </Box>
    </Page>
  );
}

type Data = Exclude<ReturnType<typeof useLoaderData<typeof loader>>, { view: "queue" }>;

function Waiting({ page, onAct }: { page: Data; onAct: (form: Record<string, string>) => void }) {
  const { t } = useTranslation();
  const isEmpty = page.view === "orders" ? page.lines.length === 0 : page.pools.length === 0;
  if (isEmpty) return <NothingHere title={t("queue.none.title")}>{t("queue.none.text")}</NothingHere>;
  const by = page.view === "orders" ? "by=order&" : "";
  return (
    <Card padding="0">
      {page.view === "orders" ? (
        <QueueLines lines={page.lines} now={page.now} onAct={onAct} isSimulated={false} />
      ) : (
        <QueuePools pools={page.pools} />
      )}
      <Box padding="300">
        <InlineStack gap="200" align="center">
          {page.page > 0 ? (
            <Button url={`/app/backorders?${by}page=${page.page - 1}`}>{t("queue.earlier")}</Button>
          ) : null}
          {page.hasMore ? <Button url={`/app/backorders?${by}page=${page.page + 1}`}>{t("queue.later")}</Button> : null}
        </InlineStack>
      </Box>
    </Card>
  );
}
