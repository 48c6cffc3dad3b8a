import { answersShopper, onlyPost } from "~/customer-endpoint.server";
import { withdrawRma } from "~/workflows/withdraw-rma.server";

export const loader = onlyPost;

/** A shopper takes a case back before anything arrived. */
export const action = answersShopper(withdrawRma);
