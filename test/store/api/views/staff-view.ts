import type { View } from "../view.ts";

/** A member of staff by the number that webhooks call `user_id`; null for what an app or a customer did. */
export const staffMemberView = (userId: number | null): View | null =>
  userId === null
    ? null
    : {
        __typename: "StaffMember",
        id: `gid://shopify/StaffMember/${userId}`,
        active: true,
        isShopOwner: userId === 1,
        name: `Staff ${userId}`,
      };
