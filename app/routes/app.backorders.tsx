import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Box, Button, Card, InlineStack } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { NothingHere } from "~/components/nothing-here";
import { Page } from "~/components/page";
import { PageLinks } from "~/components/page-links";
import { PageHeading, PageText } from "~/components/page-text";
import { PromiseHistory } from "~/components/promise-history";
import { QueueLines } from "~/components/queue-lines";
import { poolPath, QueuePoolHead, QueuePools } from "~/components/queue-pools";
import { ViewLink } from "~/components/view-link";
import { db } from "~/db.server";
import { readQueueCursor } from "~/db/pages/queue-cursor";
import { queueOfPool, queueOrders, queuePools } from "~/db/pages/queue-page.server";
import { authenticateAdmin } from "~/shopify.server";
import { cancelWaitingByStaff } from "~/workflows/cancel-waiting.server";
import { changeQueue, expectStock } from "~/workflows/change-queue.server";

const QUEUE_PATH = "/app/backorders";

const MOST_ARRIVING = 1_000_000;

const query = z.object({
  by: z.enum(["product", "order"]).catch("product"),
  cursor: z.string().nullable(),
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .nullable()
    .catch(null),
  item: z.string().nullable(),
  location: z.string().nullable(),
  arriving: z.coerce.number().int().min(0).max(MOST_ARRIVING).catch(0),
});

/** The back-order queue: by product, by order, or one queue with who is next, what would ship, and every promise. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const given = new URL(request.url).searchParams;
  const names = ["by", "cursor", "before", "item", "location", "arriving"];
  const { by, cursor, before, item, location, arriving } = query.parse(
    Object.fromEntries(names.map((name) => [name, given.get(name)])),
  );
  const now = new Date().toISOString();
  const pool = { inventoryItemId: item, locationId: location };
  const oldest = before === null ? null : BigInt(before);
  const queue = item === null ? null : await queueOfPool(db, { shop, pool, arriving, before: oldest });
  if (item !== null && queue === null) throw Response.json({ error: "nothing-waiting" }, { status: 404 });
  if (queue !== null) return { view: "queue" as const, now, arriving, ...queue };
  const from = readQueueCursor(cursor);
  if (by === "order") return { view: "orders" as const, now, ...(await queueOrders(db, shop, from)) };
  return { view: "products" as const, now, ...(await queuePools(db, shop, from)) };
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
  const back = { content: t("queue.title"), url: QUEUE_PATH };
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
              {page.lines.length === 0 ? (
                <PageText tone="subdued">{t("queue.nobody")}</PageText>
              ) : (
                <Card padding="0">
                  <QueueLines lines={page.lines} now={page.now} onAct={onAct} isSimulated={page.arriving > 0} />
                </Card>
              )}
              {page.more === 0 ? null : <PageText tone="subdued">{t("queue.more", { count: page.more })}</PageText>}
              <PageHeading>{t("queue.history")}</PageHeading>
              <PromiseHistory rows={page.history} />
              {page.olderThan === null ? null : (
                <InlineStack align="center">
                  <Button url={`${poolPath(page.pool)}&before=${page.olderThan}`}>{t("queue.older")}</Button>
                </InlineStack>
              )}
            </>
          ) : (
            <>
              <PageText>{t("queue.intro")}</PageText>
              <nav aria-label={t("views.label")}>
                <ul className="rma-views">
                  <ViewLink name={t("queue.byProduct")} to={QUEUE_PATH} here={page.view === "products"} />
                  <ViewLink name={t("queue.byOrder")} to={`${QUEUE_PATH}?by=order`} here={page.view === "orders"} />
                </ul>
              </nav>
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
  if (page.rows.length === 0) return <NothingHere title={t("queue.none.title")}>{t("queue.none.text")}</NothingHere>;
  return (
    <Card padding="0">
      {page.view === "orders" ? (
        <QueueLines lines={page.rows} now={page.now} onAct={onAct} isSimulated={false} />
      ) : (
        <QueuePools pools={page.rows} />
      )}
      <PageLinks newer={page.earlier} older={page.later} names={QUEUE_PAGES} />
    </Card>
  );
}

/** A queue has no newest page: its first is the oldest. */
const QUEUE_PAGES = { newer: "queue.earlier", older: "queue.later" };
