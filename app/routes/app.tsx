import type { HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { Link, Outlet, useLoaderData, useNavigation } from "@remix-run/react";
import { NavMenu } from "@shopify/app-bridge-react";
import { Banner, Box, Text } from "@shopify/polaris";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { AdminErrorPage } from "~/components/error-page";
import { NamesProvider } from "~/components/people";
import { useReading } from "~/components/reader";
import { ShopProvider } from "~/components/shop";
import { db } from "~/db.server";
import { findShop } from "~/db/shop-repository.server";
import { staffNames } from "~/db/staff-repository.server";
import { authenticateAdmin } from "~/shopify.server";

/** What every page within Shopify's admin needs to know of the shop. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const [record, names] = await Promise.all([findShop(db, shop), staffNames(db, shop)]);
  return {
    timeZone: record?.timeZone ?? "UTC",
    pausedBecause: record?.pausedBecause ?? null,
    names: Object.fromEntries(names),
  };
}

/** A refused token carries the header by which App Bridge fetches a fresh one and tries again. */
export const headers: HeadersFunction = ({ errorHeaders, loaderHeaders }) => errorHeaders ?? loaderHeaders;

export default function AdminLayout() {
  const { timeZone, pausedBecause, names } = useLoaderData<typeof loader>();
  return (
    <AdminFrame>
      <ShopProvider value={{ timeZone }}>
        <NamesProvider value={names}>
          {pausedBecause === null ? null : <PausedNotice />}
          <main>
            <Outlet />
          </main>
        </NamesProvider>
      </ShopProvider>
    </AdminFrame>
  );
}

/** What people work with day by day; records and failed work are reached from the health page. */
const NAV = [
  "orders",
  "rmas",
  "claims",
  "dock",
  "backorders",
  "breaches",
  "reports",
  "products",
  "policy",
  "people",
  "health",
] as const;

/** Shopify's menu and Polaris around a page; App Bridge itself is loaded by the document's head. */
function AdminFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { polaris } = useReading();
  return (
    <AppProvider isEmbeddedApp={false} apiKey="" i18n={polaris}>
      <NavMenu>
        <Link to="/app" rel="home">
          {t("nav.home")}
        </Link>
        {NAV.map((name) => (
          <Link key={name} to={`/app/${name}`}>
            {t(`nav.${name}`)}
          </Link>
        ))}
      </NavMenu>
      <Busy />
      {children}
    </AppProvider>
  );
}

/** Says that a page is on its way. */
function Busy() {
  const { t } = useTranslation();
  const busy = useNavigation().state !== "idle";
  return (
    <div role="status" aria-live="polite">
      {busy ? (
        <>
          <div className="rma-busy" />
          <Text as="span" visuallyHidden>
            {t("app.loading")}
          </Text>
        </>
      ) : null}
    </div>
  );
}

function PausedNotice() {
  const { t } = useTranslation();
  return (
    <Box padding="400">
      <Banner tone="warning" title={t("app.paused.title")}>
        <p>{t("app.paused.text")}</p>
      </Banner>
    </Box>
  );
}

export function ErrorBoundary() {
  return (
    <AdminFrame>
      <main>
        <AdminErrorPage />
      </main>
    </AdminFrame>
  );
}
