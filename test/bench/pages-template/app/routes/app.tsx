import { Link, Outlet } from "@remix-run/react";
import { NavMenu } from "@shopify/app-bridge-react";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import { AppProvider } from "@shopify/shopify-app-remix/react";

export const links = () => [{ rel: "stylesheet", href: polarisStyles }];

export default function Layout() {
  return (
    <AppProvider isEmbeddedApp apiKey="key">
      <NavMenu>
        <Link to="/app" rel="home">
          Home
        </Link>
        <Link to="/app/additional">Additional page</Link>
      </NavMenu>
      <Outlet />
    </AppProvider>
  );
}
