import { createHmac, randomUUID } from "node:crypto";
import {
  buildSchema,
  execute,
  getNamedType,
  isObjectType,
  parse,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from "graphql";
import { readDeclaredExtensions } from "../declared-extensions.ts";
import { orderNamed, restId, type StoreState } from "../state.ts";

export interface FlowActionRun {
  /** An order's name; its number is what Flow gives the step. */
  order: string;
  /** The same for every try of one step. Default: a new step. */
  runId?: string;
  /** In place of what Flow would send, to see what the app makes of it. */
  instead?: Readonly<Record<string, unknown>>;
  /** In place of the app's secret. */
  secret?: string;
}

export interface FlowActionAnswer {
  status: number;
  /** What the step gives to those after it; null when it answered no. */
  value: Readonly<Record<string, unknown>> | null;
  body: unknown;
}

/** https://shopify.dev/docs/apps/build/flow/actions/endpoints */
const PATIENCE_MS = 10_000;
const TOO_LARGE = 50_000;

/** @throws Error for an action that no extension declares, and where Flow would end the step. */
export async function runFlowAction(
  state: StoreState,
  handle: string,
  { order, runId = randomUUID(), instead = {}, secret = state.settings.apiSecret }: FlowActionRun,
): Promise<FlowActionAnswer> {
  const action = readDeclaredExtensions().find((one) => one.handle === handle)?.action;
  if (!action) throw new Error(`No extension declares the Flow action ${handle}.`);
  const body = JSON.stringify({
    shop_id: "690933842",
    shopify_domain: state.settings.shop,
    action_run_id: runId,
    action_definition_id: `${handle}-definition`,
    handle,
    properties: { order_id: restId(orderNamed(state, order).id) },
    ...instead,
  });
  const response = await fetch(`${state.settings.frameUrl}${action.path}`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-Shopify-Hmac-Sha256": createHmac("sha256", secret).update(body).digest("base64"),
    },
    body,
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const answered: { return_value?: unknown } = await response.json();
  if (response.status !== 200) return { status: response.status, value: null, body: answered };
  return { status: 200, value: valueOf(answered.return_value, action), body: answered };
}

/** What a step returns is of the declared type: nothing missing, nothing more, within Flow's size. */
function valueOf(value: unknown, { schema, returns }: { schema: string; returns: string }) {
  if (Buffer.byteLength(JSON.stringify(value ?? null)) >= TOO_LARGE)
    throw new Error("Flow takes less than 50,000 bytes.");
  const built = buildSchema(`${schema}\ntype Query { value: ${returns}! }`);
  const query = built.getQueryType();
  if (!query) throw new Error("The schema has no type to ask for.");
  const result = execute({ schema: built, document: parse(everythingOf(query)), rootValue: { value } });
  if (result instanceof Promise || result.errors) throw new Error(`Flow cannot read it: ${JSON.stringify(result)}`);
  const read: unknown = JSON.parse(JSON.stringify(result.data?.["value"]));
  if (JSON.stringify(sorted(read)) !== JSON.stringify(sorted(value)))
    throw new Error("What came back says more than the schema declares.");
  return isRecord(read) ? read : null;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The same with keys in order, to compare by text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

/** A selection of every field, down to the last. */
function everythingOf(type: GraphQLObjectType): string {
  const fields = Object.values(type.getFields()).map(({ name, type: of }) => `${name} ${below(of)}`);
  return `{ ${fields.join(" ")} }`;
}

function below(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  return isObjectType(named) ? everythingOf(named) : "";
}
