import { answersShopper, onlyPost } from "~/customer-endpoint.server";
import { viewOrder } from "~/workflows/view-order.server";

export const loader = onlyPost;

/** What the extension shows of an order before anybody asks. */
export const action = answersShopper(viewOrder);
