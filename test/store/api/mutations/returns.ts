import { returnApproveRequest, returnDeclineRequest } from "./returns/decide.ts";
import { returnCreate, returnRequest } from "./returns/create.ts";
import { reverseDeliveryCreateWithShipping } from "./returns/deliver.ts";
import { reverseFulfillmentOrderDispose } from "./returns/dispose.ts";
import { returnCancel, returnClose, returnReopen } from "./returns/end.ts";
import { returnProcess } from "./returns/process.ts";
import { removeFromReturn } from "./returns/remove.ts";

/** The mutations of returns and of what comes back with them. */
export const returnMutations = {
  returnCreate,
  returnRequest,
  returnApproveRequest,
  returnDeclineRequest,
  returnCancel,
  returnClose,
  returnReopen,
  removeFromReturn,
  returnProcess,
  reverseFulfillmentOrderDispose,
  reverseDeliveryCreateWithShipping,
};
