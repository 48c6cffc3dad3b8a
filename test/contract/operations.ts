import type { AdminClient } from "~/shopify/admin-client.server";
import { addTags, removeTags } from "~/shopify/operations/change-tags.server";
import { cancelReturn, closeReturn, removeFromReturn, reopenReturn } from "~/shopify/operations/change-return.server";
import { createReturn } from "~/shopify/operations/create-return.server";
import { findOwnParcel } from "~/shopify/operations/find-own-parcel.server";
import { findReturns } from "~/shopify/operations/find-returns.server";
import { moveUnits } from "~/shopify/operations/move-units.server";
import { processReturn } from "~/shopify/operations/process-return.server";
import { readFulfillment } from "~/shopify/operations/read-fulfillment.server";
import { readRefund } from "~/shopify/operations/read-refund.server";
import { readReturn } from "~/shopify/operations/read-return.server";
import { readReturnOutcome } from "~/shopify/operations/read-return-outcome.server";
import { readReverseLines } from "~/shopify/operations/read-reverse-lines.server";
import { readShipping } from "~/shopify/operations/read-shipping.server";
import { countChangedOrders, countProducts } from "~/shopify/operations/count-changes.server";
import { deleteMetafields } from "~/shopify/operations/delete-metafields.server";
import { declineReturn } from "~/shopify/operations/decline-return.server";
import { findAfterSales } from "~/shopify/operations/find-after-sales.server";
import { findChangedOrders } from "~/shopify/operations/find-changed-orders.server";
import { readCorrespondent } from "~/shopify/operations/read-correspondent.server";
import { findCustomers } from "~/shopify/operations/find-customers.server";
import { holdUnits, releaseHolds, splitUnits } from "~/shopify/operations/change-holds.server";
import { findOrdersOfFulfillmentOrders } from "~/shopify/operations/find-orders-of-fulfillment-orders.server";
import { readGrantedScopes } from "~/shopify/operations/read-granted-scopes.server";
import { readFlagDigests } from "~/shopify/operations/read-flag-digests.server";
import { readInvoice } from "~/shopify/operations/read-invoice.server";
import { readOrders } from "~/shopify/operations/read-orders.server";
import { readListingPages } from "~/shopify/operations/read-listings.server";
import { readProductPages, readProducts } from "~/shopify/operations/read-products.server";
import { readShipments } from "~/shopify/operations/read-shipments.server";
import { readShopContact } from "~/shopify/operations/read-shop-contact.server";
import { readShop } from "~/shopify/operations/read-shop.server";
import { readStock } from "~/shopify/operations/read-stock.server";
import { readStockLevels } from "~/shopify/operations/read-stock-levels.server";
import { findVariant } from "~/shopify/operations/find-variant.server";
import { readCompanyLocations } from "~/shopify/operations/read-company-locations.server";
import { readRecipient } from "~/shopify/operations/read-recipient.server";
import {
  completeReplacement,
  createReplacement,
  findDraftOrder,
  readDraftOrder,
} from "~/shopify/operations/replace-units.server";
import { readWaitingOrder } from "~/shopify/operations/read-waiting-order.server";
import { commitQuantity, findEditedLine } from "~/shopify/operations/edit-quantity.server";
import { createInvoiceDraft, sendDraftInvoice } from "~/shopify/operations/invoice-draft.server";
import { addInvoicedItem, readInvoicedOrder, sendOrderInvoice } from "~/shopify/operations/invoice-order.server";
import { commitEdit, openEdit } from "~/shopify/operations/order-edit.server";
import { refundCancelledUnits, suggestCancelRefund } from "~/shopify/operations/refund-cancelled-units.server";
import { setMetafields } from "~/shopify/operations/set-metafields.server";
import { requestCancellation, requestFulfillment, shipUnits } from "~/shopify/operations/ship-units.server";
import { cancelBulkOperation } from "~/shopify/operations/cancel-bulk-operation.server";
import { findBulkOperations } from "~/shopify/operations/find-bulk-operations.server";
import { readBulkOperation } from "~/shopify/operations/read-bulk-operation.server";
import { triggerFlow } from "~/shopify/operations/trigger-flow.server";
import { startBulkQuery } from "~/shopify/operations/start-bulk-query.server";

const RETURN = "gid://shopify/Return/1";
const INVOICED_ITEM = { title: "Fee", price: { amount: "1.00", currencyCode: "CAD" } };

/** Every operation once; what they are given does not matter, what they send does. */
export const OPERATIONS: Readonly<Record<string, (admin: AdminClient) => Promise<unknown>>> = {
  "change-tags add": (admin) => addTags(admin, "gid://shopify/Order/1", ["a"]),
  "change-tags remove": (admin) => removeTags(admin, "gid://shopify/Order/1", ["a"]),
  "change-return cancel": (admin) => cancelReturn(admin, RETURN),
  "change-return close": (admin) => closeReturn(admin, RETURN),
  "change-return remove": (admin) => removeFromReturn(admin, RETURN, []),
  "change-return reopen": (admin) => reopenReturn(admin, RETURN),
  "create-return": (admin) => createReturn(admin, "gid://shopify/Order/1", []),
  "find-returns": (admin) => findReturns(admin, "gid://shopify/Order/1"),
  "process-return": (admin) =>
    processReturn(admin, {
      returnId: RETURN,
      lines: [],
      transactions: [],
      shipping: null,
      currencyCode: "CAD",
      note: "",
    }),
  "read-fulfillment": (admin) => readFulfillment(admin, "gid://shopify/Fulfillment/1"),
  "read-refund": (admin) => readRefund(admin, "gid://shopify/Refund/1"),
  "read-return": (admin) => readReturn(admin, RETURN),
  "read-return-outcome": (admin) => readReturnOutcome(admin, { returnId: RETURN, lines: [], shipping: null }),
  "read-reverse-lines": (admin) => readReverseLines(admin, RETURN),
  "read-shipping": (admin) => readShipping(admin, "gid://shopify/Order/1"),
  "count-changes orders": (admin) => countChangedOrders(admin, new Date(0)),
  "count-changes products": (admin) => countProducts(admin, null),
  "delete-metafields": (admin) => deleteMetafields(admin, ["gid://shopify/Product/1"], "key"),
  "decline-return": (admin) => declineReturn(admin, RETURN, "note"),
  "find-after-sales": (admin) => findAfterSales(admin, "gid://shopify/Order/1"),
  "find-changed-orders": (admin) => findChangedOrders(admin, new Date(0)).next(),
  "read-correspondent": (admin) => readCorrespondent(admin, "gid://shopify/Order/1"),
  "find-customers": (admin) => findCustomers(admin, ["Rider"]),
  "read-granted-scopes": (admin) => readGrantedScopes(admin),
  "read-flag-digests": (admin) => readFlagDigests(admin, []),
  "read-invoice": (admin) => readInvoice(admin, "gid://shopify/Order/1"),
  "read-orders": (admin) => readOrders(admin, [], { withCollections: true }),
  "read-products": (admin) => readProducts(admin, [], { withCollections: true }),
  "replace-units find": (admin) => findDraftOrder(admin, { note: "", since: new Date(0) }),
  "read-listings": (admin) => readListingPages(admin).next(),
  "read-products page": (admin) => readProductPages(admin, { since: null, withCollections: true }).next(),
  "read-shipments": (admin) => readShipments(admin, "gid://shopify/Order/1"),
  "read-shop": (admin) => readShop(admin),
  "read-shop-contact": (admin) => readShopContact(admin),
  "set-metafields": (admin) => setMetafields(admin, []),
  "change-holds hold": (admin) => holdUnits(admin, { id: "gid://shopify/FulfillmentOrder/1", units: null, notes: "" }),
  "change-holds split": (admin) => splitUnits(admin, "gid://shopify/FulfillmentOrder/1", []),
  "change-holds release": (admin) => releaseHolds(admin, "gid://shopify/FulfillmentOrder/1", []),
  "find-orders-of-fulfillment-orders": (admin) => findOrdersOfFulfillmentOrders(admin, []),
  "read-stock": (admin) => readStock(admin, "gid://shopify/InventoryItem/1", "gid://shopify/Location/1"),
  "read-stock-levels": (admin) => readStockLevels(admin, "gid://shopify/InventoryItem/1"),
  "find-own-parcel": (admin) => findOwnParcel(admin, "gid://shopify/Order/1", "1Z"),
  "move-units": (admin) =>
    moveUnits(admin, { id: "gid://shopify/FulfillmentOrder/1", locationId: "gid://shopify/Location/1", units: null }),
  "read-waiting-order": (admin) => readWaitingOrder(admin, "gid://shopify/Order/1"),
  "find-variant": (admin) => findVariant(admin, "RX2N"),
  "read-company-locations": (admin) => readCompanyLocations(admin, "gid://shopify/Customer/1"),
  "read-recipient": (admin) => readRecipient(admin, "gid://shopify/Order/1"),
  "replace-units read": (admin) => readDraftOrder(admin, "gid://shopify/DraftOrder/1"),
  "replace-units create": (admin) =>
    createReplacement(admin, {
      lines: [{ variantId: "gid://shopify/ProductVariant/1", quantity: 1 }],
      buyer: null,
      email: null,
      shippingAddress: null,
      currencyCode: "CAD",
      tag: "",
      note: "",
    }),
  "replace-units complete": (admin) => completeReplacement(admin, "gid://shopify/DraftOrder/1"),
  "ship-units": (admin) => shipUnits(admin, []),
  "ship-units request": (admin) =>
    requestFulfillment(admin, { fulfillmentOrderId: "gid://shopify/FulfillmentOrder/1", units: [] }, ""),
  "ship-units cancel": (admin) => requestCancellation(admin, "gid://shopify/FulfillmentOrder/1", ""),
  "refund-cancelled-units suggest": (admin) =>
    suggestCancelRefund(admin, { id: "gid://shopify/Order/1", units: [], shipping: true }),
  "refund-cancelled-units": (admin) =>
    refundCancelledUnits(
      admin,
      {
        orderId: "gid://shopify/Order/1",
        note: "",
        notify: false,
        currency: "CAD",
        refundLineItems: [],
        transactions: [],
      },
      "key",
    ),
  "trigger-flow": (admin) => triggerFlow(admin, { handle: "refund-outside-policy", payload: {} }),
  "start-bulk-query": (admin) => startBulkQuery(admin, ""),
  "find-bulk-operations": (admin) => findBulkOperations(admin, new Date(0)),
  "read-bulk-operation": (admin) => readBulkOperation(admin, "gid://shopify/BulkOperation/1"),
  "cancel-bulk-operation": (admin) => cancelBulkOperation(admin, "gid://shopify/BulkOperation/1"),
  "edit-quantity find": (admin) => findEditedLine(admin, "gid://shopify/CalculatedOrder/1", "gid://shopify/LineItem/1"),
  "invoice-draft create": (admin) =>
    createInvoiceDraft(admin, { item: INVOICED_ITEM, buyer: null, email: "", tag: "a", note: "" }),
  "invoice-draft send": (admin) =>
    sendDraftInvoice(admin, { draftOrderId: "gid://shopify/DraftOrder/1", to: "", message: "" }),
  "invoice-order read": (admin) => readInvoicedOrder(admin, "gid://shopify/Order/1"),
  "invoice-order add": (admin) => addInvoicedItem(admin, "gid://shopify/CalculatedOrder/1", INVOICED_ITEM),
  "invoice-order send": (admin) => sendOrderInvoice(admin, { orderId: "gid://shopify/Order/1", to: "", message: "" }),
  "order-edit open": (admin) => openEdit(admin, "gid://shopify/Order/1"),
  "order-edit commit": (admin) => commitEdit(admin, "gid://shopify/CalculatedOrder/1", ""),
  "edit-quantity commit": (admin) =>
    commitQuantity(
      admin,
      {
        editId: "gid://shopify/CalculatedOrder/1",
        calculatedLineId: "gid://shopify/CalculatedLineItem/1",
        quantity: 1,
      },
      { quantity: 0, note: "" },
    ),
};
