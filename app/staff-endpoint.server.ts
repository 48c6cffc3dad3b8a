import type { ActionFunctionArgs } from "@remix-run/node";
import { answeredOrLater, LARGEST_JSON, onlyPostFrom, refused, unreadable } from "~/customer-endpoint.server";
import type { Result } from "~/domain/result";
import { readJson } from "~/request-body.server";
import { authenticateStaff } from "~/shopify.server";

/** What staff ask from an extension in Shopify's admin, with who asks it from the token; nothing of `input` is believed. */
export interface StaffQuestion {
  shop: string;
  userId: string;
  input: unknown;
  at: Date;
}

export const onlyStaffPost = onlyPostFrom(authenticateStaff);

/** The action of an endpoint behind the admin extensions: who asks, what; then one workflow. */
export const answersStaff =
  (ask: (question: StaffQuestion) => Promise<Result<object, { error: string }>>) =>
  async ({ request }: ActionFunctionArgs): Promise<Response> => {
    const { shop, userId, cors } = await authenticateStaff(request);
    const answer = async (): Promise<Response> => {
      const input = await readJson(request, LARGEST_JSON);
      if (!input.ok) return unreadable(input.error);
      const answered = await ask({ shop, userId, input: input.value, at: new Date() });
      return answered.ok ? Response.json(answered.value) : refused(answered.error);
    };
    return cors(await answeredOrLater(shop, answer()));
  };
