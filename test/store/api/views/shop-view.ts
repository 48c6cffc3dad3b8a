import type { StoreState } from "../../state.ts";
import { APP_ID } from "../../metafields.ts";
import { locationNamed, type LocationRecord } from "../../state.ts";
import { countryName } from "./customer-view.ts";
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
    email: "owner@merchant.example",
    contactEmail: "service@merchant.example",
    shopAddress: shopAddressView(locationNamed(state)),
    primaryDomain: { __typename: "Domain", host: settings.shop, url: `https://${settings.shop}` },
  };
}

/** Where buyers reach the merchant; made up but for the country, which is the first location's. */
const shopAddressView = ({ country }: LocationRecord): View => ({
  __typename: "ShopAddress",
  company: null,
  address1: "100 Workshop Road",
  address2: "Dock 3",
  city: "Saint-Jean",
  province: country === "CA" ? "Quebec" : null,
  provinceCode: country === "CA" ? "QC" : null,
  zip: "J2W 0A1",
  country: countryName(country),
  countryCodeV2: country,
  phone: "+14503590604",
});

export const installationView = ({ settings }: StoreState): View => ({
  __typename: "AppInstallation",
  id: "gid://shopify/AppInstallation/1",
  accessScopes: settings.scopes.map((handle) => ({ __typename: "AccessScope", handle, description: handle })),
  app: { __typename: "App", id: `gid://shopify/App/${APP_ID}`, title: "RMA Desk", handle: "rma-desk" },
});
