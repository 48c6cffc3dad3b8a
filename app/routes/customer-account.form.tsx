import { answersShopper, onlyPost } from "~/customer-endpoint.server";
import { linkForm } from "~/workflows/open-form.server";

export const loader = onlyPost;

/** A link to the form of a case, for the browser that has no token to send. */
export const action = answersShopper(linkForm);
