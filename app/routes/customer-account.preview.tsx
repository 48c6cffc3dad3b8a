import { answersShopper, onlyPost } from "~/customer-endpoint.server";
import { previewReturn } from "~/workflows/preview-return.server";

export const loader = onlyPost;

/** What would become of a return, before anything is sent. Changes nothing. */
export const action = answersShopper(previewReturn);
