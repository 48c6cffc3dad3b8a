import { readDeclaredExtensions, type DeclaredExtension } from "../../declared-extensions.ts";
import type { StoreState } from "../../state.ts";
import { NotInTheStore, type View } from "../view.ts";

interface FlowArguments {
  handle?: string | null;
  payload?: unknown;
  body?: string | null;
}

/** Flow takes less than this. */
const TOO_LARGE = 50_000;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * `flowTriggerReceive`: a trigger that an extension declares, with every field that it declares, of the declared type, and no
 * other. Whether a merchant has a workflow for it makes no difference to the caller.
 */
export function flowTriggerReceive(state: StoreState, { handle, payload, body }: FlowArguments): View {
  if (body !== null && body !== undefined) throw new NotInTheStore("flowTriggerReceive(body:), which is deprecated");
  const trigger = readDeclaredExtensions().find((one) => one.type === "flow_trigger" && one.handle === handle);
  if (!trigger) return answer([["handle", `No trigger found for handle ${String(handle)}`]]);
  if (!isObject(payload)) return answer([["payload", "Payload must be an object"]]);
  if (Buffer.byteLength(JSON.stringify(payload)) >= TOO_LARGE)
    return answer([["payload", "Payload must be under 50000 bytes"]]);
  const problems = problemsOf(state, trigger, payload);
  if (problems.length === 0) state.flowRuns.push({ handle: trigger.handle, payload });
  return answer(problems.map((problem) => ["payload", `Errors validating schema: ${problem}`]));
}

const answer = (problems: readonly (readonly [field: string, message: string])[]): View => ({
  __typename: "FlowTriggerReceivePayload",
  userErrors: problems.map(([field, message]) => ({ __typename: "UserError", field: [field], message })),
});

function problemsOf(
  state: StoreState,
  { fields }: DeclaredExtension,
  payload: Readonly<Record<string, unknown>>,
): string[] {
  const declared = fields.map(({ type, key }) => ({ type, key: key ?? type.replace(/_reference$/, "_id") }));
  const keys = new Set(declared.map(({ key }) => key));
  return [
    ...declared
      .filter(({ type, key }) => !isOfType(state, type, payload[key]))
      .map(({ type, key }) => `${key} is no ${type}`),
    ...Object.keys(payload)
      .filter((key) => !keys.has(key))
      .map((key) => `${key} is not declared`),
  ];
}

/** A reference is the number at the end of a GID. */
function isOfType(state: StoreState, type: string, value: unknown): boolean {
  switch (type) {
    case "order_reference":
      return typeof value === "number" && state.orders.has(`gid://shopify/Order/${value}`);
    case "single_line_text_field":
      return typeof value === "string" && !/[\r\n]/.test(value);
    case "number_decimal":
      return typeof value === "number" && Number.isFinite(value);
    case "url":
      return typeof value === "string" && /^https:\/\//.test(value) && URL.canParse(value);
    default:
      throw new NotInTheStore(`Flow fields of type ${type}`);
  }
}
