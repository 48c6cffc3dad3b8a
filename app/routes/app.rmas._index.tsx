import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Box } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { DownloadButton } from "~/components/download-button";
import { listQuery, type AskedRmas } from "~/components/list-address";
import { ListViews } from "~/components/list-views";
import { NothingHere } from "~/components/nothing-here";
import { Page } from "~/components/page";
import { PageLinks } from "~/components/page-links";
import { RmaFilters } from "~/components/rmas-filters";
import { RmaTable } from "~/components/rmas-table";
import { SearchUnderstood } from "~/components/search-understood";
import { db } from "~/db.server";
import { listViews } from "~/db/list-view-repository.server";
import { readCursor } from "~/db/pages/cursor";
import { caseNames } from "~/db/pages/rmas-page.server";
import { jsonOf } from "~/form-answer";
import { rmasAddress } from "~/list-addresses.server";
import { actOnViews, isViewForm } from "~/list-views.server";
import { authenticateAdmin } from "~/shopify.server";
import { decideRma } from "~/workflows/decide-rma.server";
import { findRmas } from "~/workflows/search-rmas.server";

/** One page of the shop's cases as its address narrows them, newest first. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const params = new URL(request.url).searchParams;
  const { asked, filter } = rmasAddress(params, new Date());
  const [{ searchedBy, page }, views] = await Promise.all([
    findRmas(db, { shop, filter }),
    listViews(db, shop, "rmas"),
  ]);
  return { ...(await page(readCursor(params.get("cursor")))), searchedBy, asked, views };
}

const ids = z
  .string()
  .max(10_000)
  .transform(jsonOf)
  .pipe(z.array(z.string().max(100)).min(1).max(100));
const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("approve"), ids }),
  z.object({ intent: z.literal("decline"), ids, text: z.string().trim().min(1).max(1_000) }),
]);

/** Keeps views, and decides several cases, each for itself: one that is refused stops no other. */
export async function action({ request }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const entries = Object.fromEntries(await request.formData());
  if (isViewForm(entries)) {
    const { status, body } = await actOnViews({ shop, userId, list: "rmas", at: new Date() }, entries);
    return data(body, { status });
  }
  const input = form.safeParse(entries);
  if (!input.success) return data({ error: "invalid-request" as const }, { status: 400 });
  const decision =
    input.data.intent === "approve"
      ? ({ kind: "approve", override: null } as const)
      : ({ kind: "decline", text: input.data.text } as const);
  const errors = new Map<string, string | null>();
  for (const id of new Set(input.data.ids)) {
    const decided = await decideRma({ shop, userId, rmaId: id, at: new Date(), decision });
    errors.set(id, decided.ok ? null : decided.error);
  }
  // Named as they are now: who was approved has a number.
  const names = await caseNames(db, shop, [...errors.keys()]);
  const unknown = { number: null, orderName: null };
  const results = [...errors].map(([id, error]) => ({ id, error, ...(names.get(id) ?? unknown) }));
  return data({ results });
}

const NOTHING: AskedRmas = { status: null, kind: null, verdict: null, state: null, search: "" };
/** The views that every shop has. */
const GIVEN = [
  ["all", NOTHING],
  ["requested", { ...NOTHING, status: "requested" }],
  ["received", { ...NOTHING, status: "received" }],
  ["inspected", { ...NOTHING, status: "inspected" }],
  ["overdue", { ...NOTHING, state: "overdue" }],
] as const;

export default function RmasPage() {
  const { rows, newer, older, asked, views, searchedBy } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const query = listQuery(asked);
  return (
    <Page title={t("rmas.title")} secondaryActions={[{ content: t("rmas.dock"), url: "/app/dock" }]}>
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <ListViews key={`views ${query}`} list="rmas" given={GIVEN} views={views} asked={asked} />
          <RmaFilters key={query} asked={asked} />
          <SearchUnderstood texts="rmas.searchedBy" searchedBy={searchedBy} search={asked.search} />
          {rows.length === 0 ? (
            <Nothing isFiltered={query !== ""} />
          ) : (
            <Box paddingInline={{ xs: "400", sm: "0" }}>
              <DownloadButton
                path={`/app/rmas/export${query}`}
                fileName="returns.csv"
                label={t("rmas.export")}
                accessibilityLabel={t("rmas.export")}
              />
            </Box>
          )}
          <RmaTable rows={rows}>
            <PageLinks newer={newer} older={older} />
          </RmaTable>
        </BlockStack>
      </Box>
    </Page>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useTranslation();
  const kind = isFiltered ? "noMatch" : "none";
  return <NothingHere title={t(`rmas.${kind}.title`)}>{t(`rmas.${kind}.text`)}</NothingHere>;
}
