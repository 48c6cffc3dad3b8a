import { answersShopper, onlyPost } from "~/customer-endpoint.server";
import { requestReturn } from "~/workflows/request-return.server";

export const loader = onlyPost;

/** A shopper asks for an RMA: the answer to every line, and the case where it got one. */
export const action = answersShopper(requestReturn);
