import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { BlockStack, Box, Button, Card } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { BreachList } from "~/components/breach-list";
import { NothingHere } from "~/components/nothing-here";
import { Page } from "~/components/page";
import { PageText } from "~/components/page-text";
import { ViewLink } from "~/components/view-link";
import { BREACH_STATES } from "~/db/breach-repository.server";
import { db } from "~/db.server";
import { breachesPage, parseBreachCursor } from "~/db/pages/breaches-page.server";
import { authenticateAdmin } from "~/shopify.server";

// An address that a person edited shows the open cases rather than an error.
const stateParam = z.enum(BREACH_STATES).catch("open");

/** What was done past the app and against the policy, newest first. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const params = new URL(request.url).searchParams;
  const cursor = parseBreachCursor(params.get("cursor"));
  return breachesPage(db, shop, { state: stateParam.parse(params.get("state") ?? "open"), cursor });
}

const VIEWS = ["open", "invoiced", "closed", "adopted"] as const;

export default function BreachesPage() {
  const { state, rows, counts, older } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Page title={t("breaches.title")}>
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <PageText>{t("breaches.intro")}</PageText>
          <nav aria-label={t("views.label")}>
            <ul className="rma-views">
              {VIEWS.map((id) => (
                <ViewLink
                  key={id}
                  name={t(`breaches.tab.${id}`, { number: counts[id] ?? 0 })}
                  to={`/app/breaches?state=${id}`}
                  here={id === state}
                />
              ))}
            </ul>
          </nav>
          {rows.length === 0 ? (
            <NothingHere title={t("breaches.none.title")}>{t(`breaches.none.${state}`)}</NothingHere>
          ) : (
            <Card padding="0">
              <BreachList breaches={rows} withOrder />
            </Card>
          )}
          {older === null ? null : (
            <Button onClick={() => navigate(`/app/breaches?state=${state}&cursor=${encodeURIComponent(older)}`)}>
              {t("pages.older")}
            </Button>
          )}
        </BlockStack>
      </Box>
    </Page>
  );
}
