import { breachesCheck } from "./checks/breaches.ts";
import { invoicesCheck } from "./checks/invoices.ts";
import { lineCheck } from "./checks/line.ts";
import { mailCheck } from "./checks/mail.ts";
import { orderCheck } from "./checks/order.ts";
import { shippedCheck } from "./checks/shipped.ts";
import { stockCheck } from "./checks/stock.ts";
import { toShipCheck } from "./checks/to-ship.ts";
import { timelineCheck } from "./checks/timeline.ts";
import { waitingCheck } from "./checks/waiting.ts";
import type { Check, Verb } from "./verb.ts";
import { addressChange } from "./verbs/address-change.ts";
import { cancelWaiting } from "./verbs/cancel-waiting.ts";
import { pin, skip, unpin, unskip } from "./verbs/change-queue.ts";
import { cancelInAdmin } from "./verbs/cancel-in-admin.ts";
import { carrierStatus } from "./verbs/carrier-status.ts";
import { crash } from "./verbs/crash.ts";
import { dataRequest } from "./verbs/data-request.ts";
import { editOrder } from "./verbs/edit-order.ts";
import { fulfil } from "./verbs/fulfil.ts";
import { holdInAdmin } from "./verbs/hold-in-admin.ts";
import { keepBack } from "./verbs/keep-back.ts";
import { order } from "./verbs/order.ts";
import { pay } from "./verbs/pay.ts";
import { agreeToWait } from "./verbs/agree-to-wait.ts";
import { arrive } from "./verbs/arrive.ts";
import { claimDifference } from "./verbs/claim-difference.ts";
import { closeBreach } from "./verbs/close-breach.ts";
import { completeParcel } from "./verbs/complete-parcel.ts";
import { decide } from "./verbs/decide.ts";
import { inspect } from "./verbs/inspect.ts";
import { openReturn } from "./verbs/open-return.ts";
import { refund } from "./verbs/refund.ts";
import { refundWithoutGoods } from "./verbs/refund-without-goods.ts";
import { sendBackParcel } from "./verbs/send-back-parcel.ts";
import { requestReturn } from "./verbs/request-return.ts";
import { dealerHandled } from "./verbs/dealer-handled.ts";
import { logCall } from "./verbs/log-call.ts";
import { openClaim } from "./verbs/open-claim.ts";
import { registerClaim } from "./verbs/register-claim.ts";
import { remedy } from "./verbs/remedy.ts";
import { withdraw } from "./verbs/withdraw.ts";
import { reportCheck } from "./checks/report.ts";
import { rmaCheck } from "./checks/rma.ts";
import { preview } from "./verbs/preview.ts";
import { product } from "./verbs/product.ts";
import { reconcile } from "./verbs/reconcile.ts";
import { redact } from "./verbs/redact.ts";
import { refused } from "./verbs/refused.ts";
import { refundInAdmin } from "./verbs/refund-in-admin.ts";
import { reinstall } from "./verbs/reinstall.ts";
import { releaseHoldInAdmin } from "./verbs/release-hold-in-admin.ts";
import { requestInAdmin } from "./verbs/request-in-admin.ts";
import { requestNatively } from "./verbs/request-natively.ts";
import { returnInAdmin } from "./verbs/return-in-admin.ts";
import { serviceAnswers } from "./verbs/service-answers.ts";
import { settings } from "./verbs/settings.ts";
import { shopify } from "./verbs/shopify.ts";
import { stock } from "./verbs/stock.ts";
import { uninstall } from "./verbs/uninstall.ts";
import { webhooks } from "./verbs/webhooks.ts";

/** Every verb that a story may use; a new one is a file in verbs/ and a line here. */
export const VERBS: ReadonlyMap<string, Verb> = new Map(
  Object.entries({
    order,
    pay,
    fulfil,
    carrier_status: carrierStatus,
    hold_in_admin: holdInAdmin,
    release_hold_in_admin: releaseHoldInAdmin,
    request_in_admin: requestInAdmin,
    service_answers: serviceAnswers,
    stock,
    keep_back: keepBack,
    product,
    address: addressChange,
    edit_order: editOrder,
    cancel_in_admin: cancelInAdmin,
    refund_in_admin: refundInAdmin,
    return_in_admin: returnInAdmin,
    request_natively: requestNatively,
    webhooks,
    shopify,
    crash,
    reconcile,
    uninstall,
    reinstall,
    redact,
    data_request: dataRequest,
    preview,
    cancel_waiting: cancelWaiting,
    agree_to_wait: agreeToWait,
    refused,
    pin,
    unpin,
    skip,
    unskip,
    request_return: requestReturn,
    withdraw,
    open_return: openReturn,
    decide,
    arrive,
    claim_difference: claimDifference,
    close_breach: closeBreach,
    complete_parcel: completeParcel,
    send_back_parcel: sendBackParcel,
    inspect,
    refund,
    refund_without_goods: refundWithoutGoods,
    open_claim: openClaim,
    log_call: logCall,
    remedy,
    register_claim: registerClaim,
    dealer_handled: dealerHandled,
    settings,
  }),
);

/** Every check that a story may use. */
export const CHECKS: ReadonlyMap<string, Check> = new Map(
  Object.entries({
    line: lineCheck,
    order: orderCheck,
    stock: stockCheck,
    shipped: shippedCheck,
    timeline: timelineCheck,
    rma: rmaCheck,
    breaches: breachesCheck,
    invoices: invoicesCheck,
    report: reportCheck,
    mail: mailCheck,
    waiting: waitingCheck,
    to_ship: toShipCheck,
  }),
);
