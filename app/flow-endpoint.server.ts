import { createSecretKey } from "node:crypto";
import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { signingSecrets } from "~/config.server";
import { answeredOrLater, LARGEST_JSON, refused, unreadable } from "~/customer-endpoint.server";
import type { Result } from "~/domain/result";
import { readBytes } from "~/request-body.server";
import { isSigned } from "~/server/inbox-request";

/** What a workflow asks, of which shop by Flow's signature; nothing of `input` is believed. */
interface FlowQuestion {
  shop: string;
  input: unknown;
  at: Date;
}

const secrets = signingSecrets.map((secret) => createSecretKey(secret, "utf8"));

const call = z.object({
  shopify_domain: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}\.myshopify\.com$/),
  action_run_id: z.string().min(1).max(255),
  handle: z.string(),
  properties: z.unknown(),
});

/** Flow hangs up after ten seconds and asks again later, for up to 36 hours. */
const ANSWER_WITHIN_MS = 8_000;

/** Flow only posts. */
export const onlyFlowPosts = (): Response => {
  const answer = refused({ error: "method-not-allowed" });
  answer.headers.set("Allow", "POST");
  return answer;
};

/**
 * The action of an endpoint behind a Flow action: Flow's signature over the body as it came, then one workflow. A 4xx ends the
 * step in the merchant's workflow, a 503 has Flow ask again with the same `action_run_id`. What answers must be a reading: asked
 * twice, it answers twice and nothing else happens.
 * https://shopify.dev/docs/apps/build/flow/actions/endpoints
 */
export const answersFlow =
  (handle: string, ask: (question: FlowQuestion) => Promise<Result<object, { error: string }>>) =>
  async ({ request }: ActionFunctionArgs): Promise<Response> => {
    const body = await readBytes(request, LARGEST_JSON);
    if (!body.ok) return unreadable(body.error);
    const bytes = Buffer.from(body.value);
    if (!isSigned([bytes], request.headers.get("X-Shopify-Hmac-Sha256"), secrets))
      return refused({ error: "flow-forged" });
    const parsed = call.safeParse(jsonIn(bytes));
    if (!parsed.success || parsed.data.handle !== handle) return refused({ error: "invalid-request" });
    const { shopify_domain: shop, properties: input } = parsed.data;
    const answer = ask({ shop, input, at: new Date() }).then((answered) =>
      answered.ok ? Response.json(answered.value) : refused(answered.error),
    );
    return answeredOrLater(shop, inTime(answer));
  };

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** What takes longer than Flow waits goes on, and its result is there when Flow asks again. */
function inTime(answer: Promise<Response>): Promise<Response> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Response>((resolve) => {
    timer = setTimeout(() => resolve(refused({ error: "try-again" })), ANSWER_WITHIN_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
