import { restId, type AddressRecord, type CustomerRecord, type StoreState } from "../../state.ts";
import type { View } from "../view.ts";
import { contactProfiles } from "./company-view.ts";
import { metafieldFields } from "./metafield-view.ts";

const COUNTRIES = new Intl.DisplayNames(["en"], { type: "region" });

/** Null for a country that is not set; a code that is none stays a code. */
export const countryName = (code: string | null): string | null => {
  if (code === null) return null;
  try {
    return COUNTRIES.of(code) ?? code;
  } catch {
    return code;
  }
};

export function splitName(name: string | null): { firstName: string | null; lastName: string | null } {
  if (name === null) return { firstName: null, lastName: null };
  const [firstName = "", ...rest] = name.split(" ");
  return { firstName, lastName: rest.join(" ") || null };
}

export const addressView = (address: AddressRecord): View => ({
  __typename: "MailingAddress",
  id: address.id,
  countryCodeV2: address.country,
  country: countryName(address.country),
  provinceCode: address.province,
  province: address.province,
  city: address.city,
  zip: address.zip,
  name: address.name,
  ...splitName(address.name),
  address1: address.address1,
  address2: address.address2,
  company: address.company,
  phone: address.phone,
});

/** A redacted customer keeps its id and loses everything that says who it is. */
export const customerView = (state: StoreState, customer: CustomerRecord): View => ({
  __typename: "Customer",
  id: customer.id,
  legacyResourceId: String(restId(customer.id)),
  displayName: customer.name,
  ...splitName(customer.name === "" ? null : customer.name),
  email: customer.email,
  defaultEmailAddress:
    customer.email === null ? null : { __typename: "CustomerEmailAddress", emailAddress: customer.email },
  phone: customer.phone,
  locale: customer.locale,
  tags: [...customer.tags],
  createdAt: customer.createdAt.toISOString(),
  companyContactProfiles: () => contactProfiles(state, customer),
  ...metafieldFields(state, customer.id),
});
