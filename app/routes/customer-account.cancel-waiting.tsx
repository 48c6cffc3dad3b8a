import { answersShopper, onlyPost } from "~/customer-endpoint.server";
import { cancelWaiting } from "~/workflows/cancel-waiting.server";

export const loader = onlyPost;

/** A shopper cancels units that wait for stock; until they are released, that is free (R26). */
export const action = answersShopper(cancelWaiting);
