import type { StoreState } from "../../state.ts";
import { APP_ID } from "../../metafields.ts";
import { locationNamed } from "../../state.ts";
import type { View } from "../view.ts";

const PLANS = {
  standard: { name: "Basic", plus: false },
  advanced: { name: "Advanced", plus: false },
  plus: { name: "Plus", plus: true },
  unlimited: { name: "Plus", plus: true },
} as const;

export function shopView(state: StoreState): View {
  const { settings } = state;
  const plan = PLANS[settings.plan];
  return {
    __typename: "Shop",
    id: "gid://shopify/Shop/1",
    name: settings.name,
    myshopifyDomain: settings.shop,
    url: `https://${settings.shop}`,
    currencyCode: settings.currency,
    ianaTimezone: settings.timezone,
    taxesIncluded: settings.taxesIncluded,
    plan: { __typename: "ShopPlan", publicDisplayName: plan.name, shopifyPlus: plan.plus, partnerDevelopment: true },
    shopAddress: { __typename: "ShopAddress", countryCodeV2: locationNamed(state).country },
    primaryDomain: { __typename: "Domain", host: settings.shop, url: `https://${settings.shop}` },
  };
}

export const installationView = ({ settings }: StoreState): View => ({
  __typename: "AppInstallation",
  id: "gid://shopify/AppInstallation/1",
  accessScopes: settings.scopes.map((handle) => ({ __typename: "AccessScope", handle, description: handle })),
  app: { __typename: "App", id: `gid://shopify/App/${APP_ID}`, title: "RMA Desk", handle: "rma-desk" },
});
