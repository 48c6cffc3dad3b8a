import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Box } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { InspectionForm } from "~/components/inspection-form";
import { NothingHere } from "~/components/nothing-here";
import { Page } from "~/components/page";
import { PageText } from "~/components/page-text";
import { rmaPath } from "~/components/paths";
import { db } from "~/db.server";
import { rmaPage } from "~/db/pages/rma-page.server";
import { authenticateAdmin } from "~/shopify.server";

/** The units of a case that arrived and that nobody has looked at yet. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const page = await rmaPage(db, shop, params["rma"] ?? "");
  if (page === null) throw Response.json({ error: "rma-not-found" }, { status: 404 });
  const { rma, lines, waiting } = page;
  return { rma, lines, waiting };
}

export default function InspectionPage() {
  const { rma, lines, waiting } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page
      title={t("inspection.title", { name: rma.number ?? rma.orderName })}
      backAction={{ content: t("inspection.back"), url: rmaPath(rma.id) }}
    >
      <Box paddingBlockEnd="800">
        {waiting.uninspected === 0 ? (
          <NothingHere title={t("inspection.nothing.title")}>{t("inspection.nothing.text")}</NothingHere>
        ) : (
          <BlockStack gap="400">
            <PageText tone="subdued">{t("inspection.intro")}</PageText>
            <InspectionForm rma={rma} lines={lines} />
          </BlockStack>
        )}
      </Box>
    </Page>
  );
}
