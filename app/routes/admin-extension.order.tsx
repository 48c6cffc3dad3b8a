import { answersStaff, onlyStaffPost } from "~/staff-endpoint.server";
import { viewOrderForStaff } from "~/workflows/view-order-for-staff.server";

export const loader = onlyStaffPost;

/** What the block and the actions on Shopify's order page show. */
export const action = answersStaff(viewOrderForStaff);
