import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "@remix-run/react";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import type { ReactNode } from "react";
import { PlainErrorPage } from "~/components/error-page";
import { useReading } from "~/components/reader";
import appStyles from "~/components/app.css?url";
import { config } from "~/config.server";

const APP_BRIDGE = "https://cdn.shopify.com/shopifycloud/app-bridge.js";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: polarisStyles },
  { rel: "stylesheet", href: appStyles },
];

/** The admin shows the page's own heading; browsers and screen readers want a name for the document. */
export const meta: MetaFunction = () => [{ title: "RMA Desk" }];

/** Documents inside Shopify's admin load App Bridge with the app's public key; the others do not. */
export const loader = ({ request }: LoaderFunctionArgs) => ({
  apiKey: /^\/app(\/|$)/.test(new URL(request.url).pathname) ? config.SHOPIFY_API_KEY : null,
});

// The document is loaded once; what it says does not change while the reader moves within it.
export const shouldRevalidate = () => false;

/** The frame of every document, also of one that only tells an error. */
export function Layout({ children }: { children: ReactNode }) {
  const apiKey = useRouteLoaderData<typeof loader>("root")?.apiKey;
  const { locale, nonce } = useReading();
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {/* Before any script, which then waits for the styles: until they are there the body has no layout that could shift. */}
        <Links />
        {/* Shopify asks for App Bridge to be the first script of the head. */}
        {apiKey ? <script src={APP_BRIDGE} data-api-key={apiKey} nonce={nonce} suppressHydrationWarning /> : null}
        <Meta />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return <PlainErrorPage />;
}
