import { answersShopper, onlyPost } from "~/customer-endpoint.server";
import { agreeToWait } from "~/workflows/agree-to-wait.server";

export const loader = onlyPost;

/** A shopper who was told of a delay agrees to wait. */
export const action = answersShopper(agreeToWait);
