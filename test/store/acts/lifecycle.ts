import type { CustomerRecord, StoreState } from "../state.ts";
import { compliancePayload, customerCompliancePayload, shopPayload } from "../webhooks/payloads.ts";

/** Managed install: Shopify grants what the app declares; the app hears of it when somebody opens it. */
export function install(state: StoreState): void {
  state.installed = true;
  state.webhooks.installed = true;
}

/** Tokens die at once; the webhook is the last thing that is sent. Assumed: what the app wrote stays for 48 hours. */
export function uninstall(state: StoreState): void {
  state.tokens.revokeAll();
  state.webhooks.emit("app/uninstalled", shopPayload(state));
  state.installed = false;
  state.webhooks.installed = false;
}

/** @throws Error when no order was placed by that name. */
export function customerNamed(state: StoreState, name: string): CustomerRecord {
  const customer = [...state.customers.values()].find((one) => one.name === name || one.id === name);
  if (!customer) throw new Error(`There is no customer "${name}" in ${state.settings.shop}.`);
  return customer;
}

/** Sends customers/redact with what the person is known by, then forgets it in the store too. */
export function redact(state: StoreState, name: string): void {
  const customer = customerNamed(state, name);
  const payload = customerCompliancePayload(state, customer, "orders_to_redact");
  Object.assign(customer, { name: "", email: null, phone: null, redacted: true });
  for (const order of state.orders.values()) {
    if (order.customerId !== customer.id) continue;
    for (const address of [order.shippingAddress, order.billingAddress]) {
      if (address)
        Object.assign(address, {
          name: null,
          company: null,
          address1: null,
          address2: null,
          phone: null,
          city: null,
          zip: null,
        });
    }
  }
  state.webhooks.emit("customers/redact", payload);
}

export const dataRequest = (state: StoreState, name: string): void =>
  state.webhooks.emit(
    "customers/data_request",
    customerCompliancePayload(state, customerNamed(state, name), "orders_requested"),
  );

export const shopRedact = (state: StoreState): void => state.webhooks.emit("shop/redact", compliancePayload(state));
