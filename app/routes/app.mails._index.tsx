import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Box, Card } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { MailFilters } from "~/components/mail-filters";
import { MailList } from "~/components/mail-list";
import { NothingHere } from "~/components/nothing-here";
import { Page } from "~/components/page";
import { PageLinks } from "~/components/page-links";
import { PageText } from "~/components/page-text";
import { config } from "~/config.server";
import { db } from "~/db.server";
import { readCursor } from "~/db/pages/cursor";
import { MAIL_STATES, mailsPage } from "~/db/pages/mails-page.server";
import { MAIL_KINDS } from "~/domain/mail/mail-kinds";
import { authenticateAdmin } from "~/shopify.server";

// An address that a person edited shows the unfiltered list rather than an error.
const filterParams = z.object({
  kind: z.enum(MAIL_KINDS).nullable().catch(null),
  state: z.enum(MAIL_STATES).nullable().catch(null),
  search: z.string().trim().max(50).catch(""),
});

/** One page of the mails that were promised, newest first, and what became of each. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const params = new URL(request.url).searchParams;
  const filter = filterParams.parse({
    kind: params.get("kind"),
    state: params.get("state"),
    search: params.get("search") ?? "",
  });
  const page = await mailsPage(db, { shop, filter, cursor: readCursor(params.get("cursor")) });
  return { ...page, filter, hasMailServer: config.SMTP_URL !== "" };
}

export default function MailsPage() {
  const { rows, newer, older, filter, hasMailServer } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const filtered = filter.kind !== null || filter.state !== null || filter.search !== "";
  return (
    <Page title={t("mails.title")} fullWidth>
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <PageText>{t("mails.intro")}</PageText>
          {hasMailServer ? null : <Banner tone="info">{t("mails.outbox")}</Banner>}
          <MailFilters key={JSON.stringify(filter)} filter={filter} />
          {rows.length > 0 ? (
            <Card padding="0">
              <MailList rows={rows} />
              <PageLinks newer={newer} older={older} />
            </Card>
          ) : (
            <NothingHere title={t(filtered ? "mails.noMatch.title" : "mails.none.title")}>
              {t(filtered ? "mails.noMatch.text" : "mails.none.text")}
            </NothingHere>
          )}
        </BlockStack>
      </Box>
    </Page>
  );
}
