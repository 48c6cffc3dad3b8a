import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Box, Card } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { claimsAddress } from "~/claim-list.server";
import { ClaimFilters, ClaimViews } from "~/components/claims-filters";
import { ClaimTable } from "~/components/claims-table";
import { NothingHere } from "~/components/nothing-here";
import { Page } from "~/components/page";
import { PageLinks } from "~/components/page-links";
import { db } from "~/db.server";
import { claimsPage } from "~/db/pages/claims-page.server";
import { readCursor } from "~/db/pages/cursor";
import { answerOf, jsonOf } from "~/form-answer";
import { authenticateAdmin } from "~/shopify.server";
import { registerClaim } from "~/workflows/register-claim.server";

const DAY_MS = 86_400_000;

/** The technicians' queue: every claim that is not closed, whoever has waited longest first, as its address narrows it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const params = new URL(request.url).searchParams;
  const now = new Date();
  const { asked, filter } = claimsAddress(params, now);
  const { rows, ...places } = await claimsPage(db, { shop, filter, cursor: readCursor(params.get("cursor")) });
  const daysSince = (at: string) => Math.floor((now.getTime() - Date.parse(at)) / DAY_MS);
  return { ...places, asked, rows: rows.map((row) => ({ ...row, days: daysSince(row.requestedAt) })) };
}

/** Staff register a claim for a unit that was bought elsewhere (R36). */
export async function action({ request }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const form = await request.formData();
  const input = jsonOf(String(form.get("claim") ?? ""));
  const { status, body } = answerOf(await registerClaim({ shop, userId, input, at: new Date() }));
  return data(body, { status });
}

export default function ClaimsPage() {
  const { rows, newer, older, asked } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page
      title={t("claims.title")}
      primaryAction={{ content: t("claims.register"), url: "/app/claims/register" }}
      secondaryActions={[{ content: t("checklists.title"), url: "/app/claims/checklists" }]}
    >
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <ClaimViews asked={asked} />
          <ClaimFilters asked={asked} />
          {rows.length === 0 ? (
            <NothingHere title={t("claims.none.title")}>{t("claims.none.text")}</NothingHere>
          ) : (
            <Card padding="0">
              <ClaimTable rows={rows} />
              <PageLinks newer={newer} older={older} />
            </Card>
          )}
        </BlockStack>
      </Box>
    </Page>
  );
}
