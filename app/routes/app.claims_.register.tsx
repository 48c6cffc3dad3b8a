import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Box } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Page } from "~/components/page";
import { PageText } from "~/components/page-text";
import { RegisterClaimForm } from "~/components/register-claim-form";
import { db } from "~/db.server";
import { currentPolicy } from "~/db/policy-repository.server";
import { authenticateAdmin } from "~/shopify.server";

/** Where units count as bought in the region (R29): the countries that the form offers first. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const { settings } = await currentPolicy(db, shop);
  return { countries: settings.warranty.countries };
}

export default function RegisterClaimPage() {
  const { countries } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page title={t("registerClaim.title")} backAction={{ content: t("claims.title"), url: "/app/claims" }}>
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <PageText tone="subdued">{t("registerClaim.intro")}</PageText>
          <RegisterClaimForm countries={countries} />
        </BlockStack>
      </Box>
    </Page>
  );
}
