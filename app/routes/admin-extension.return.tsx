import { answersStaff, onlyStaffPost } from "~/staff-endpoint.server";
import { openReturn } from "~/workflows/open-return.server";

export const loader = onlyStaffPost;

/** Staff open an RMA for a customer who called, without leaving Shopify's order page (R5, R8, R9). */
export const action = answersStaff(openReturn);
