import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Box, Card, InlineStack, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { DownloadButton } from "~/components/download-button";
import { NothingHere } from "~/components/nothing-here";
import { PageLinks } from "~/components/page-links";
import { RmaFilters, rmasQuery, RmaViews } from "~/components/rmas-filters";
import { RmaTable } from "~/components/rmas-table";
import { db } from "~/db.server";
import { readCursor } from "~/db/pages/cursor";
import { rmasPage } from "~/db/pages/rmas-page.server";
import { jsonOf } from "~/form-answer";
import { rmasAddress } from "~/rma-list.server";
import { authenticateAdmin } from "~/shopify.server";
import { decideRma } from "~/workflows/decide-rma.server";

/** One page of the shop's cases as its address narrows them, newest first. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const params = new URL(request.url).searchParams;
  const { asked, filter } = rmasAddress(params, new Date());
  const page = await rmasPage(db, { shop, filter, cursor: readCursor(params.get("cursor")) });
  return { ...page, asked };
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

/** Decides several cases, each for itself: one that is refused stops no other. */
export async function action({ request }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const input = form.safeParse(Object.fromEntries(await request.formData()));
  if (!input.success) return data({ error: "invalid-request" as const }, { status: 400 });
  const decision =
    input.data.intent === "approve"
      ? ({ kind: "approve", override: null } as const)
      : ({ kind: "decline", text: input.data.text } as const);
  const results: { id: string; error: string | null }[] = [];
  for (const id of new Set(input.data.ids)) {
    const decided = await decideRma({ shop, userId, rmaId: id, at: new Date(), decision });
    results.push({ id, error: decided.ok ? null : decided.error });
  }
  return data({ results });
}

export default function RmasPage() {
  const { rows, newer, older, asked } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const query = rmasQuery(asked);
  return (
    <Page title={t("rmas.title")} secondaryActions={[{ content: t("rmas.dock"), url: "/app/dock" }]}>
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <RmaViews asked={asked} />
          <RmaFilters key={query} asked={asked} />
          {rows.length === 0 ? (
            <NothingHere title={t("rmas.none.title")}>{t("rmas.none.text")}</NothingHere>
          ) : (
            <>
              <InlineStack align="end">
                <DownloadButton
                  path={`/app/rmas/export${query}`}
                  fileName="returns.csv"
                  label={t("rmas.export")}
                  accessibilityLabel={t("rmas.export")}
                />
              </InlineStack>
              <Card padding="0">
                <RmaTable rows={rows} />
                <PageLinks newer={newer} older={older} />
              </Card>
            </>
          )}
        </BlockStack>
      </Box>
    </Page>
  );
}
