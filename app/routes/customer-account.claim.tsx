import { answersShopper, onlyPost } from "~/customer-endpoint.server";
import { claimOwn } from "~/workflows/open-claim.server";

export const loader = onlyPost;

/** A shopper says that something is defective: whether it is covered, and what comes next. */
export const action = answersShopper(claimOwn);
