import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Box, Card, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { ActList } from "~/components/act-list";
import { NothingHere } from "~/components/nothing-here";
import { Page } from "~/components/page";
import { PageLinks } from "~/components/page-links";
import { useReading } from "~/components/reader";
import { SetupList } from "~/components/setup-list";
import { Trends } from "~/components/trends";
import { WaitingList } from "~/components/waiting-list";
import { db } from "~/db.server";
import { countActs, recentActs } from "~/db/pages/home-page.server";
import { waitingForPeople } from "~/db/pages/waiting-for-people.server";
import { findShop } from "~/db/shop-repository.server";
import { addDays, calendarDateIn, endOfDay } from "~/domain/calendar-date";
import { listDeadLetters } from "~/jobs/dead-letters.server";
import { authenticateAdmin } from "~/shopify.server";
import { formatNumber } from "~/texts/format";
import { readSetup } from "~/workflows/read-setup.server";

/** The first instant of the shop's day. */
function startOfToday(now: Date, timeZone: string): Date {
  const yesterday = addDays(calendarDateIn(now, timeZone), -1);
  return new Date(endOfDay(yesterday, timeZone).getTime() + 1);
}

const cursor = z.coerce.bigint().positive().nullable().catch(null);

/** What waits for a person, how far the set-up is, and what the app did today, on the shop's calendar. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const record = await findShop(db, shop);
  const since = startOfToday(new Date(), record?.timeZone ?? "UTC");
  const before = cursor.parse(new URL(request.url).searchParams.get("cursor"));
  const [counts, page, failed, waiting, setup] = await Promise.all([
    countActs(db, shop, since),
    recentActs(db, { shop, since, before }),
    listDeadLetters(shop),
    waitingForPeople(db, shop),
    // The very first visit is served while the installation is still being recorded.
    record === null ? null : readSetup(db, shop),
  ]);
  return { ...page, newer: before !== null, counts, failed: failed.length, waiting, setup };
}

export default function HomePage() {
  const { acts, newer, older, counts, failed, waiting, setup } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const first = newer ? "first" : null;
  const isSetUp = setup === null || setup.steps.every(({ state }) => state !== "open");
  return (
    <Page title={t("home.title")}>
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <WaitingList waiting={waiting} failed={failed} />
          {isSetUp ? null : <SetupList {...setup} />}
          <Counts counts={counts} failed={failed} />
          {acts.length > 0 ? (
            <Card padding="0">
              <Box padding="400" paddingBlockEnd="200">
                <BlockStack gap="100">
                  <Text as="h2" variant="headingMd">
                    {t("home.acts")}
                  </Text>
                  <Text as="p" tone="subdued">
                    {t("home.intro")}
                  </Text>
                </BlockStack>
              </Box>
              <ActList acts={acts} />
              <PageLinks newer={first} older={older} />
            </Card>
          ) : (
            <NothingHere title={t("home.none.title")}>{t("home.none.text")}</NothingHere>
          )}
          <Trends />
        </BlockStack>
      </Box>
    </Page>
  );
}

function Counts({ counts, failed }: { counts: Record<string, number>; failed: number }) {
  const { t } = useTranslation();
  const { locale } = useReading();
  const judged = (counts["order-judged"] ?? 0) + (counts["order-backfilled"] ?? 0);
  const shown = [
    ["judged", judged, "/app/orders"],
    ["flagged", counts["order-flagged"] ?? 0, "/app/orders"],
    ["products", counts["product-classified"] ?? 0, null],
    ["failed", failed, "/app/jobs"],
  ] as const;
  return (
    <Card>
      <dl className="rma-columns rma-counts">
        {shown.map(([name, count, path]) => (
          <div key={name}>
            <dt>{t(`home.count.${name}`)}</dt>
            <dd>
              {path === null ? formatNumber(count, locale) : <Link url={path}>{formatNumber(count, locale)}</Link>}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
