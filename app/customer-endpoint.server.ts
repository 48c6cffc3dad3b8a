import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import type { Result } from "~/domain/result";
import { Fault } from "~/errors";
import { logger } from "~/logger.server";
import { createRateLimiter } from "~/rate-limit.server";
import { readJson, type BodyRefusal } from "~/request-body.server";
import { authenticateCustomer, type CustomerCaller } from "~/shopify.server";

/** What a shopper asks, with who asks it from the session token; nothing of `input` is believed. */
export interface CustomerQuestion {
  shop: string;
  customerId: string;
  input: unknown;
  at: Date;
}

interface Refusal {
  error: string;
}

/** A form of 250 lines with a note each. */
export const LARGEST_JSON = 256 * 1_024;

/** A shopper clicks; a form with eight photos on each of some lines is the most that comes at once. */
const mayAsk = createRateLimiter({ burst: 120, perMinute: 60 });

const STATUS: Readonly<Record<string, number>> = {
  "invalid-request": 400,
  "flow-forged": 401,
  "order-not-found": 404,
  "rma-not-found": 404,
  "method-not-allowed": 405,
  "too-large": 413,
  "too-many-requests": 429,
  "try-again": 503,
};
/** The policy or the state of things says no. */
const REJECTED = 422;

const RETRY_AFTER: Readonly<Record<string, string>> = { "too-many-requests": "60", "try-again": "5" };

type Authenticate = (request: Request) => Promise<{ cors: (response: Response) => Response }>;

/** A preflight is answered by authentication; any other reading request has no answer here. */
export const onlyPostFrom =
  (authenticate: Authenticate) =>
  async ({ request }: LoaderFunctionArgs): Promise<Response> => {
    const { cors } = await authenticate(request);
    const answer = refused({ error: "method-not-allowed" });
    answer.headers.set("Allow", "POST");
    return cors(answer);
  };

export const onlyPost = onlyPostFrom(authenticateCustomer);

/**
 * The action of an endpoint behind the customer-account extension: who asks, how often, what; then one workflow. Every
 * answer, a refusal too, carries the headers without which the extension may not read it.
 */
export const answersShopper =
  (ask: (question: CustomerQuestion) => Promise<Result<object, Refusal>>) =>
  ({ request }: ActionFunctionArgs): Promise<Response> =>
    answerCustomer(request, async ({ shop, customerId }) => {
      const input = await readJson(request, LARGEST_JSON);
      if (!input.ok) return unreadable(input.error);
      const answer = await ask({ shop, customerId, input: input.value, at: new Date() });
      return answer.ok ? Response.json(answer.value) : refused(answer.error);
    });

/** The same for an endpoint whose body is not JSON. */
export async function answerCustomer(
  request: Request,
  answer: (caller: CustomerCaller) => Promise<Response>,
): Promise<Response> {
  const caller = await authenticateCustomer(request);
  const { shop, customerId, cors } = caller;
  if (!mayAsk(`${shop} ${customerId}`, new Date())) return cors(refused({ error: "too-many-requests" }));
  return cors(await answeredOrLater(shop, answer(caller)));
}

/** A fault that passes is answered as one, so that the extension can say "in a moment". */
export async function answeredOrLater(shop: string, answer: Promise<Response>): Promise<Response> {
  const response = await answer.catch((error: unknown) => {
    if (!(error instanceof Fault)) throw error;
    logger.warn({ shop, code: error.code }, "an extension could not be answered");
    return refused({ error: "try-again" });
  });
  response.headers.set("Cache-Control", "no-store");
  return response;
}

/** An answer that says no, with its code. */
export function refused(refusal: Refusal): Response {
  const { error } = refusal;
  const retryAfter = RETRY_AFTER[error];
  const headers = retryAfter === undefined ? {} : { "Retry-After": retryAfter };
  return Response.json(refusal, { status: STATUS[error] ?? REJECTED, headers });
}

/**
 * A body that is too long or not what it should be. What was not read of it still stands in the connection, which can
 * carry no further request.
 */
export const unreadable = (code: BodyRefusal): Response =>
  Response.json(
    { error: "invalid-request", details: [{ path: "", code }] },
    { status: STATUS[code] ?? 400, headers: code === "too-large" ? { Connection: "close" } : {} },
  );
