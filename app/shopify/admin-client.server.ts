import { ClientError, GraphQLClient } from "graphql-request";
import { z } from "zod";
import {
  ShopifyAccessLost,
  ShopifyContractBroken,
  ShopifyRefused,
  ShopifyThrottled,
  ShopifyUnavailable,
} from "~/errors";
import type { Fault } from "~/errors";
import { Throttle, type Budget, type CostReport, type Priority } from "./throttle.server";

/** One GraphQL operation: its unique name, document, variables and the shape that its answer must have. */
interface Operation<Schema extends z.ZodType> {
  name: string;
  document: string;
  variables: Record<string, unknown>;
  schema: Schema;
}

export interface AdminClient {
  readonly shop: string;
  /**
   * Runs one operation and returns its parsed answer.
   * @throws ShopifyThrottled, ShopifyUnavailable, ShopifyAccessLost (try later), ShopifyRefused, ShopifyContractBroken.
   */
  run<Schema extends z.ZodType>(operation: Operation<Schema>): Promise<z.output<Schema>>;
}

export interface AdminClientOptions {
  shop: string;
  accessToken: string;
  apiVersion: string;
  priority: Priority;
}

const TIMEOUT_MS = 20_000;
const THROTTLED_TRIES = 5;

const throttle = new Throttle();

/** What this process learned of the shops' buckets since it was last asked. */
export const takeBudgetNews = (): Budget[] => throttle.takeNews();

const cost = z.object({
  cost: z.object({
    requestedQueryCost: z.number(),
    actualQueryCost: z.number().nullable(),
    throttleStatus: z.object({
      maximumAvailable: z.number(),
      currentlyAvailable: z.number(),
      restoreRate: z.number(),
    }),
  }),
});

/** The only client of the Admin API: token, bucket, faults and the parsing of answers. */
export function createAdminClient({ shop, accessToken, apiVersion, priority }: AdminClientOptions): AdminClient {
  const client = new GraphQLClient(`https://${shop}/admin/api/${apiVersion}/graphql.json`, {
    headers: { "X-Shopify-Access-Token": accessToken },
    // Each document holds one operation: to name it, the library would parse the document anew for every call.
    excludeOperationName: true,
    fetch: (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) }),
  });

  async function send(name: string, document: string, variables: Record<string, unknown>): Promise<unknown> {
    for (let attempt = 1; ; attempt += 1) {
      await throttle.reserve(shop, name, priority);
      try {
        const answer = await client.rawRequest<unknown>(document, variables);
        const report = reportOf(answer.extensions);
        if (report) throttle.learn(shop, name, report);
        return answer.data;
      } catch (error) {
        const throttled = throttledReport(error);
        if (throttled === null) throw toFault(error, name);
        throttle.learn(shop, name, throttled);
        if (attempt === THROTTLED_TRIES) throw new ShopifyThrottled(`${name} stayed throttled`, { cause: error });
        await throttle.recover(throttled);
      }
    }
  }

  return {
    shop,
    async run({ name, document, variables, schema }) {
      const parsed = schema.safeParse(await send(name, document, variables));
      if (parsed.success) return parsed.data;
      const where = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
      throw new ShopifyContractBroken(`${name}: the answer does not match its schema at ${where}`);
    },
  };
}

function reportOf(extensions: unknown): CostReport | null {
  const parsed = cost.safeParse(extensions);
  return parsed.success ? parsed.data.cost : null;
}

const errorCodes = z.array(z.object({ extensions: z.object({ code: z.string() }).optional() }));

const codesOf = (error: ClientError): string[] =>
  (errorCodes.safeParse(error.response.errors).data ?? []).flatMap(({ extensions }) => extensions?.code ?? []);

/** THROTTLED comes with status 200, and says in `extensions.cost` how long to wait. */
function throttledReport(error: unknown): CostReport | null {
  if (!(error instanceof ClientError) || !codesOf(error).includes("THROTTLED")) return null;
  return (
    reportOf(error.response.extensions) ?? {
      requestedQueryCost: 100,
      actualQueryCost: null,
      throttleStatus: { maximumAvailable: 2_000, currentlyAvailable: 0, restoreRate: 100 },
    }
  );
}

const ACCESS_LOST = new Set([401, 402, 403, 423]);

/** Says what a failed call means. The request and its variables are not quoted: they may name people. */
function toFault(error: unknown, name: string): Fault {
  if (!(error instanceof ClientError)) return new ShopifyUnavailable(`${name}: no answer`, { cause: error });
  const { status } = error.response;
  if (ACCESS_LOST.has(status)) return new ShopifyAccessLost(`${name}: HTTP ${status}`);
  if (status === 429 || status >= 500) return new ShopifyUnavailable(`${name}: HTTP ${status}`);
  const codes = codesOf(error);
  if (codes.includes("INTERNAL_SERVER_ERROR")) return new ShopifyUnavailable(`${name}: ${codes.join(", ")}`);
  return new ShopifyRefused(`${name}: HTTP ${status} ${codes.join(", ")}`);
}
