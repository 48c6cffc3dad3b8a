import type { LineInOrder, LineShipment, LineSnapshot, LineState, OrderSnapshot } from "~/domain/policy/order-snapshot";
import { applySettings } from "~/domain/policy/apply-settings";
import { KOSO_PRESET, type PolicyVersion } from "~/domain/policy/policy-settings";
import type { AskedUnits } from "~/domain/policy/return-question";

/** The preset as version 1, with any part of it changed. */
export function aPolicy(patch: unknown = {}, version = 1): PolicyVersion {
  const settings = applySettings(KOSO_PRESET, patch);
  if (!settings.ok) throw new Error(JSON.stringify(settings.error));
  return { version, settings: settings.value };
}

/** Units that left in one fulfillment, on the order's own day unless told otherwise. */
export function aShipment(overrides: Partial<LineShipment> = {}): LineShipment {
  return { fulfillmentId: "gid://shopify/Fulfillment/1", on: "2026-01-31", quantity: 1, ...overrides };
}

interface LineParts {
  order?: Partial<OrderSnapshot>;
  line?: Partial<LineSnapshot>;
  state?: Partial<LineState>;
}

/** A returnable, listed part of an order of 31 January 2026 in the region: one unit for 100.00, shipped that day. */
export function aLineInOrder({ order = {}, line = {}, state = {} }: LineParts = {}): LineInOrder {
  const quantity = line.quantity ?? 1;
  return {
    order: { policyVersion: 1, purchasedOn: "2026-01-31", regionOk: true, keptWarrantyUntil: null, ...order },
    line: {
      lineId: "gid://shopify/LineItem/1",
      position: 0,
      productId: "gid://shopify/Product/1",
      variantId: "gid://shopify/ProductVariant/1",
      sku: "VAR-1",
      title: "Variator kit",
      quantity,
      isMerchandise: true,
      bundleId: null,
      bundleSku: null,
      class: "returnable",
      classRule: { kind: "none", value: "" },
      listing: "listed",
      invoicedOn: "2026-01-31",
      waitingAtOrder: 0,
      paidMinor: 10_000,
      taxMinor: 0,
      ...line,
    },
    state: {
      shipments: [aShipment({ quantity })],
      unshipped: 0,
      refundedShipped: 0,
      onOpenCases: 0,
      orderCancelled: false,
      ...state,
    },
  };
}

/** An electronic part, otherwise as ordinary as the other. */
export const anElectronicLine = ({ order, line, state }: LineParts = {}): LineInOrder =>
  aLineInOrder({
    ...(order ? { order } : {}),
    ...(state ? { state } : {}),
    line: { class: "electronic", classRule: { kind: "tag", value: "electronic" }, ...line },
  });

/** One unwanted unit, asked for inside the window. */
export const asked = (overrides: Partial<AskedUnits> = {}): AskedUnits => ({
  quantity: 1,
  reason: "unwanted",
  on: "2026-02-10",
  ...overrides,
});
