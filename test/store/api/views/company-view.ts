import type { CompanyContactRecord, CompanyLocationRecord, CompanyRecord, Purchase } from "../../companies/records.ts";
import type { CustomerRecord, StoreState } from "../../state.ts";
import { connection, type PageArguments } from "../connection.ts";
import type { View } from "../view.ts";
import { customerView } from "./customer-view.ts";

export const companyView = (state: StoreState, company: CompanyRecord): View => ({
  __typename: "Company",
  id: company.id,
  name: company.name,
  note: null,
  externalId: null,
  createdAt: company.createdAt.toISOString(),
  updatedAt: company.createdAt.toISOString(),
  mainContact: () => (company.contacts[0] ? contactView(state, company, company.contacts[0]) : null),
  locations: (page: PageArguments) =>
    connection(
      {
        type: "CompanyLocation",
        items: company.locations,
        idOf: ({ id }) => id,
        view: (location) => companyLocationView(state, company, location),
      },
      page,
    ),
  contacts: (page: PageArguments) =>
    connection(
      {
        type: "CompanyContact",
        items: company.contacts,
        idOf: ({ id }) => id,
        view: (contact) => contactView(state, company, contact),
      },
      page,
    ),
});

export const companyLocationView = (
  state: StoreState,
  company: CompanyRecord,
  location: CompanyLocationRecord,
): View => ({
  __typename: "CompanyLocation",
  id: location.id,
  name: location.name,
  externalId: null,
  createdAt: location.createdAt.toISOString(),
  updatedAt: location.createdAt.toISOString(),
  company: () => companyView(state, company),
  roleAssignments: (page: PageArguments) =>
    assignmentPage(state, company, { contacts: company.contacts, only: location.id, page }),
});

export function contactView(state: StoreState, company: CompanyRecord, contact: CompanyContactRecord): View {
  const customer = state.customers.get(contact.customerId);
  return {
    __typename: "CompanyContact",
    id: contact.id,
    title: null,
    locale: customer?.locale ?? null,
    isMainContact: company.contacts[0] === contact,
    createdAt: contact.createdAt.toISOString(),
    updatedAt: contact.createdAt.toISOString(),
    company: () => companyView(state, company),
    customer: () => (customer ? customerView(state, customer) : undefined),
    roleAssignments: (page: PageArguments) => assignmentPage(state, company, { contacts: [contact], only: null, page }),
  };
}

/** Who may order for which place. */
function assignmentPage(
  state: StoreState,
  company: CompanyRecord,
  { contacts, only, page }: { contacts: readonly CompanyContactRecord[]; only: string | null; page: PageArguments },
): View {
  const items = contacts
    .flatMap((contact) => contact.assignments.map((assignment) => ({ contact, assignment })))
    .filter(({ assignment }) => only === null || assignment.locationId === only);
  return connection(
    {
      type: "CompanyContactRoleAssignment",
      items,
      idOf: ({ assignment }) => assignment.id,
      view: ({ contact, assignment }) => {
        const location = company.locations.find(({ id }) => id === assignment.locationId);
        return {
          __typename: "CompanyContactRoleAssignment",
          id: assignment.id,
          createdAt: assignment.createdAt.toISOString(),
          updatedAt: assignment.createdAt.toISOString(),
          company: () => companyView(state, company),
          companyContact: () => contactView(state, company, contact),
          companyLocation: () => (location ? companyLocationView(state, company, location) : undefined),
        };
      },
    },
    page,
  );
}

/** The companies that a customer may order for. */
export const contactProfiles = (state: StoreState, customer: CustomerRecord): View[] =>
  [...state.companies.values()].flatMap((company) =>
    company.contacts
      .filter(({ customerId }) => customerId === customer.id)
      .map((contact) => contactView(state, company, contact)),
  );

/** `PurchasingCompany` of an order or a draft; null when no company bought it. */
export function purchasingCompanyView(state: StoreState, purchase: Purchase | null): View | null {
  const company = state.companies.get(purchase?.companyId ?? "");
  const location = company?.locations.find(({ id }) => id === purchase?.locationId);
  const contact = company?.contacts.find(({ id }) => id === purchase?.contactId);
  if (!company || !location) return null;
  return {
    __typename: "PurchasingCompany",
    company: () => companyView(state, company),
    location: () => companyLocationView(state, company, location),
    contact: () => (contact ? contactView(state, company, contact) : null),
  };
}
