import type { GraphQLResolveInfo } from "graphql";
import { getDirectiveValues } from "graphql";
import type { StoreState } from "../state.ts";
import { IdempotencyKeys, NEEDS_IDEMPOTENCY_KEY } from "./idempotency.ts";
import { bulkOperationCancel, bulkOperationRunQuery } from "./mutations/bulk.ts";
import { fulfillmentOrderHold, fulfillmentOrderReleaseHold } from "./mutations/fulfillment-holds.ts";
import {
  fulfillmentOrderMerge,
  fulfillmentOrderMove,
  fulfillmentOrderSplit,
} from "./mutations/fulfillment-order-moves.ts";
import {
  fulfillmentOrderSubmitCancellationRequest,
  fulfillmentOrderSubmitFulfillmentRequest,
} from "./mutations/fulfillment-requests.ts";
import {
  fulfillmentCancel,
  fulfillmentCreate,
  fulfillmentEventCreate,
  fulfillmentTrackingInfoUpdate,
} from "./mutations/fulfillments.ts";
import { flowTriggerReceive } from "./mutations/flow.ts";
import { inventoryAdjustQuantities, inventorySetQuantities } from "./mutations/inventory.ts";
import { metafieldsDelete, metafieldsSet } from "./mutations/metafields.ts";
import { draftOrderComplete, draftOrderCreate, draftOrderInvoiceSend } from "./mutations/draft-orders.ts";
import {
  orderEditAddCustomItem,
  orderEditBegin,
  orderEditCommit,
  orderEditSetQuantity,
} from "./mutations/order-edits.ts";
import { orderCancel, orderInvoiceSend } from "./mutations/order-ends.ts";
import { refundCreate } from "./mutations/refund-create.ts";
import { returnMutations } from "./mutations/returns.ts";
import { tagsAdd, tagsRemove } from "./mutations/tags.ts";
import { adminSchema } from "./schema.ts";
import { apiError, type ApiContext } from "./view.ts";

/** A root field of mutations. Arguments have been coerced by the schema before it is called. */
export type Mutation<Arguments> = (state: StoreState, args: Arguments, context: ApiContext) => unknown;

/** The root fields of mutations. */
export function mutationRoot(state: StoreState) {
  const keys = new IdempotencyKeys();
  const run =
    <Arguments>(name: string, mutation: Mutation<Arguments>) =>
    (args: Arguments, context: ApiContext, info: GraphQLResolveInfo): unknown => {
      const key = keyOf(info);
      if (key !== null) return keys.once({ operation: name, key }, args, () => mutation(state, args, context));
      if (NEEDS_IDEMPOTENCY_KEY.has(name))
        throw apiError(`The @idempotent directive is required for ${name}.`, "BAD_REQUEST");
      return mutation(state, args, context);
    };
  return {
    metafieldsSet: run("metafieldsSet", metafieldsSet),
    metafieldsDelete: run("metafieldsDelete", metafieldsDelete),
    tagsAdd: run("tagsAdd", tagsAdd),
    tagsRemove: run("tagsRemove", tagsRemove),
    fulfillmentOrderHold: run("fulfillmentOrderHold", fulfillmentOrderHold),
    fulfillmentOrderReleaseHold: run("fulfillmentOrderReleaseHold", fulfillmentOrderReleaseHold),
    fulfillmentOrderSplit: run("fulfillmentOrderSplit", fulfillmentOrderSplit),
    fulfillmentOrderMove: run("fulfillmentOrderMove", fulfillmentOrderMove),
    fulfillmentOrderMerge: run("fulfillmentOrderMerge", fulfillmentOrderMerge),
    fulfillmentOrderSubmitFulfillmentRequest: run(
      "fulfillmentOrderSubmitFulfillmentRequest",
      fulfillmentOrderSubmitFulfillmentRequest,
    ),
    fulfillmentOrderSubmitCancellationRequest: run(
      "fulfillmentOrderSubmitCancellationRequest",
      fulfillmentOrderSubmitCancellationRequest,
    ),
    flowTriggerReceive: run("flowTriggerReceive", flowTriggerReceive),
    inventorySetQuantities: run("inventorySetQuantities", inventorySetQuantities),
    inventoryAdjustQuantities: run("inventoryAdjustQuantities", inventoryAdjustQuantities),
    bulkOperationRunQuery: run("bulkOperationRunQuery", bulkOperationRunQuery),
    bulkOperationCancel: run("bulkOperationCancel", bulkOperationCancel),
    fulfillmentCreate: run("fulfillmentCreate", fulfillmentCreate),
    fulfillmentCancel: run("fulfillmentCancel", fulfillmentCancel),
    fulfillmentEventCreate: run("fulfillmentEventCreate", fulfillmentEventCreate),
    fulfillmentTrackingInfoUpdate: run("fulfillmentTrackingInfoUpdate", fulfillmentTrackingInfoUpdate),
    orderEditBegin: run("orderEditBegin", orderEditBegin),
    orderEditSetQuantity: run("orderEditSetQuantity", orderEditSetQuantity),
    orderEditAddCustomItem: run("orderEditAddCustomItem", orderEditAddCustomItem),
    orderEditCommit: run("orderEditCommit", orderEditCommit),
    orderInvoiceSend: run("orderInvoiceSend", orderInvoiceSend),
    orderCancel: run("orderCancel", orderCancel),
    draftOrderCreate: run("draftOrderCreate", draftOrderCreate),
    draftOrderComplete: run("draftOrderComplete", draftOrderComplete),
    draftOrderInvoiceSend: run("draftOrderInvoiceSend", draftOrderInvoiceSend),
    refundCreate: run("refundCreate", refundCreate),
    returnCreate: run("returnCreate", returnMutations.returnCreate),
    returnRequest: run("returnRequest", returnMutations.returnRequest),
    returnApproveRequest: run("returnApproveRequest", returnMutations.returnApproveRequest),
    returnDeclineRequest: run("returnDeclineRequest", returnMutations.returnDeclineRequest),
    returnCancel: run("returnCancel", returnMutations.returnCancel),
    returnClose: run("returnClose", returnMutations.returnClose),
    returnReopen: run("returnReopen", returnMutations.returnReopen),
    removeFromReturn: run("removeFromReturn", returnMutations.removeFromReturn),
    returnProcess: run("returnProcess", returnMutations.returnProcess),
    reverseFulfillmentOrderDispose: run(
      "reverseFulfillmentOrderDispose",
      returnMutations.reverseFulfillmentOrderDispose,
    ),
    reverseDeliveryCreateWithShipping: run(
      "reverseDeliveryCreateWithShipping",
      returnMutations.reverseDeliveryCreateWithShipping,
    ),
  };
}

/** What `@idempotent(key:)` on the field says, null without it. */
function keyOf(info: GraphQLResolveInfo): string | null {
  const directive = adminSchema().schema.getDirective("idempotent");
  const field = info.fieldNodes[0];
  const values = directive && field ? getDirectiveValues(directive, field, info.variableValues) : undefined;
  return typeof values?.["key"] === "string" ? values["key"] : null;
}
