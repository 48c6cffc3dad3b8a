import type { ApiContext } from "../view.ts";

/** Whose token it is, as webhooks call people (`user_id`); null for an offline token. */
export const staffNumber = ({ userId }: ApiContext): number | null => (userId === null ? null : Number(userId));
