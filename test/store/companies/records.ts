import type { StoreState } from "../state.ts";

/** A business customer with its places and the people who may order for them. */
export interface CompanyRecord {
  id: string;
  name: string;
  createdAt: Date;
  locations: CompanyLocationRecord[];
  contacts: CompanyContactRecord[];
}

export interface CompanyLocationRecord {
  id: string;
  name: string;
  createdAt: Date;
}

export interface CompanyContactRecord {
  id: string;
  customerId: string;
  createdAt: Date;
  /** The locations that the person orders for. */
  assignments: { id: string; locationId: string; createdAt: Date }[];
}

/** Which company, place and person an order or a draft is for. */
export interface Purchase {
  companyId: string;
  locationId: string;
  contactId: string | null;
}

/** Company, place and contact by name, made as needed: the person may order for that place from then on. */
export function purchaseFor(
  state: StoreState,
  { name, location, customerId }: { name: string; location: string; customerId: string | null },
): Purchase {
  const company = companyNamed(state, name);
  const place = locationOf(state, company, location);
  const contact = customerId === null ? null : contactOf(state, company, customerId);
  if (contact && !contact.assignments.some(({ locationId }) => locationId === place.id))
    contact.assignments.push({
      id: state.ids.gid("CompanyContactRoleAssignment"),
      locationId: place.id,
      createdAt: state.now(),
    });
  return { companyId: company.id, locationId: place.id, contactId: contact?.id ?? null };
}

/** Takes the role of a contact at one location away. */
export function endRole(
  state: StoreState,
  { name, location, customerId }: { name: string; location: string; customerId: string },
): void {
  const company = companyNamed(state, name);
  const place = locationOf(state, company, location);
  const contact = contactOf(state, company, customerId);
  contact.assignments = contact.assignments.filter(({ locationId }) => locationId !== place.id);
}

function companyNamed(state: StoreState, name: string): CompanyRecord {
  const known = [...state.companies.values()].find((one) => one.name === name);
  if (known) return known;
  const company = { id: state.ids.gid("Company"), name, createdAt: state.now(), locations: [], contacts: [] };
  state.companies.set(company.id, company);
  return company;
}

function locationOf(state: StoreState, company: CompanyRecord, name: string): CompanyLocationRecord {
  const known = company.locations.find((one) => one.name === name);
  if (known) return known;
  const location = { id: state.ids.gid("CompanyLocation"), name, createdAt: state.now() };
  company.locations.push(location);
  return location;
}

function contactOf(state: StoreState, company: CompanyRecord, customerId: string): CompanyContactRecord {
  const known = company.contacts.find((one) => one.customerId === customerId);
  if (known) return known;
  const contact = { id: state.ids.gid("CompanyContact"), customerId, createdAt: state.now(), assignments: [] };
  company.contacts.push(contact);
  return contact;
}
