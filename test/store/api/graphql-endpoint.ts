import {
  GraphQLError,
  Kind,
  execute,
  getNamedType,
  getOperationAST,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
} from "graphql";
import type { StoreState } from "../state.ts";
import type { Call, FaultKind } from "../types.ts";
import { withImplied } from "./access.ts";
import { PointBucket } from "./bucket.ts";
import { actualCost, MAXIMUM_COST, requestedCost, type Costed } from "./cost.ts";
import { mutationRoot } from "./mutations.ts";
import { queryRoot } from "./queries.ts";
import { adminSchema, API_VERSION } from "./schema.ts";
import { NotInTheStore, resolveField, resolveType, type ApiContext, type View } from "./view.ts";

interface GraphQLBody {
  query: string;
  variables: Record<string, unknown>;
  operationName: string | null;
}

interface Prepared extends Costed {
  document: DocumentNode;
  roots: readonly string[];
  variables: Record<string, unknown>;
  name: string | null;
}

const UNKNOWN_TOKEN = "[API] Invalid API key or access token (unrecognized login or wrong password)";
const MAXIMUM_BODY = 10_000_000;
const HEADERS = { "X-Shopify-API-Version": API_VERSION } as const;

/** `POST /admin/api/:version/graphql.json` of one shop. */
export class GraphQLEndpoint {
  readonly #state: StoreState;
  readonly #bucket: PointBucket;
  readonly #queries: Readonly<Record<string, unknown>>;
  readonly #mutations: Readonly<Record<string, unknown>>;
  /** Documents that were found valid; an app sends the same few again and again. */
  readonly #valid = new Map<string, DocumentNode>();

  constructor(state: StoreState) {
    this.#state = state;
    this.#bucket = new PointBucket(state.settings.plan);
    this.#queries = queryRoot(state);
    this.#mutations = mutationRoot(state);
  }

  async answer(request: Request): Promise<Response> {
    const token = this.#state.tokens.find(request.headers.get("x-shopify-access-token") ?? "", this.#state.now());
    if (!token || !this.#state.installed)
      return Response.json({ errors: UNKNOWN_TOKEN }, { status: 401, headers: HEADERS });
    const text = await request.text();
    if (text.length > MAXIMUM_BODY)
      return Response.json({ errors: "Payload Too Large" }, { status: 413, headers: HEADERS });
    const body = readBody(text);
    if (!body)
      return Response.json(
        { errors: { query: "Required parameter missing or invalid" } },
        { status: 400, headers: HEADERS },
      );
    const prepared = this.#prepare(body);
    if (!("roots" in prepared)) return reply({ errors: prepared });
    return this.#run(prepared, { scopes: withImplied(token.scopes), userId: token.userId });
  }

  #prepare({ query, variables, operationName }: GraphQLBody): Prepared | readonly unknown[] {
    try {
      const document = this.#valid.get(query) ?? parse(query);
      const errors = this.#valid.has(query) ? [] : validate(adminSchema().schema, document);
      if (errors.length > 0) return errors.map(validationError);
      if (this.#valid.size < 1_000) this.#valid.set(query, document);
      const operation = getOperationAST(document, operationName);
      if (!operation) return [{ message: "An operation name is required" }];
      return {
        document,
        operation,
        variables,
        fragments: fragmentsOf(document),
        roots: rootsOf(document, operation),
        name: operation.name?.value ?? null,
      };
    } catch (error) {
      if (error instanceof GraphQLError) return [error.toJSON()];
      throw error;
    }
  }

  async #run(prepared: Prepared, context: ApiContext): Promise<Response> {
    const requested = requestedCost(prepared);
    const note = (status: Call["status"], cost: number | null) => this.#note(prepared, { status, cost });
    if (requested > MAXIMUM_COST) {
      await note("refused", null);
      return reply({ errors: [tooExpensive(requested)], extensions: this.#cost(requested, null) });
    }
    const fault = this.#state.calls.takeFault(prepared.roots);
    if (fault?.fail === "throttle" || !this.#bucket.take(requested)) {
      await note("throttled", null);
      return reply({ errors: [THROTTLED], extensions: this.#cost(requested, null) });
    }
    if (fault?.fail === "server-error") {
      await note("errors", null);
      return new Response("<html><body>502 Bad Gateway</body></html>", {
        status: 502,
        headers: { "content-type": "text/html" },
      });
    }
    const result = await this.#execute(prepared, context, fault);
    const actual = actualCost(prepared, result.data);
    this.#bucket.giveBack(Math.max(requested - actual, 0));
    if (fault?.fail === "timeout-after-commit") {
      await note("cut", actual);
      return Response.error();
    }
    await note(statusOf(result, prepared), actual);
    const errors = result.errors?.map(executionError);
    return reply({
      data: result.data ?? null,
      ...(errors ? { errors } : {}),
      extensions: this.#cost(requested, actual),
    });
  }

  async #execute(
    { document, variables, operation, name }: Prepared,
    context: ApiContext,
    fault: { operation: string; fail: FaultKind } | null,
  ): Promise<ExecutionResult> {
    const root = operation.operation === "mutation" ? this.#mutations : this.#queries;
    const refused = fault?.fail === "user-error" ? { [fault.operation]: () => refusedPayload(fault.operation) } : {};
    return execute({
      schema: adminSchema().schema,
      document,
      variableValues: variables,
      operationName: name,
      rootValue: { ...root, ...refused },
      contextValue: context,
      fieldResolver: resolveField,
      typeResolver: resolveType,
    });
  }

  #cost(requested: number, actual: number | null) {
    return { cost: { requestedQueryCost: requested, actualQueryCost: actual, throttleStatus: this.#bucket.status() } };
  }

  async #note(
    { roots, operation, name }: Prepared,
    { status, cost }: { status: Call["status"]; cost: number | null },
  ): Promise<void> {
    const kind = operation.operation === "mutation" ? "mutation" : "query";
    for (const root of roots) await this.#state.calls.record({ operation: root, kind, document: name, cost, status });
  }
}

const reply = (body: Readonly<Record<string, unknown>>): Response => Response.json(body, { headers: HEADERS });

function readBody(text: string): GraphQLBody | null {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== "object" || body === null || !("query" in body) || typeof body.query !== "string") return null;
    const variables =
      "variables" in body && typeof body.variables === "object" && body.variables !== null ? { ...body.variables } : {};
    return {
      query: body.query,
      variables,
      operationName: "operationName" in body && typeof body.operationName === "string" ? body.operationName : null,
    };
  } catch {
    return null;
  }
}

const fragmentsOf = (document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> =>
  new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );

/** The names of the root fields, also those inside fragments. */
function rootsOf(document: DocumentNode, { selectionSet }: OperationDefinitionNode): string[] {
  const fragments = fragmentsOf(document);
  return selectionSet.selections.flatMap((selection): string[] => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    return (inner?.selectionSet.selections ?? []).flatMap((one) => (one.kind === Kind.FIELD ? [one.name.value] : []));
  });
}

/** As Shopify words an unknown field; other faults keep the reference implementation's words. */
function validationError(error: GraphQLError): Readonly<Record<string, unknown>> {
  const { message, locations } = error.toJSON();
  const unknown = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(message);
  if (!unknown) return { message, locations };
  const [, fieldName = "", typeName = ""] = unknown;
  return {
    message: `Field '${fieldName}' doesn't exist on type '${typeName}'`,
    locations,
    extensions: { code: "undefinedField", typeName, fieldName },
  };
}

/** A gap or a fault of the store itself must be told apart from Shopify's own errors at a glance. */
function executionError(error: GraphQLError): Readonly<Record<string, unknown>> {
  const own = error.originalError;
  if (!own || own instanceof GraphQLError) return { ...error.toJSON() };
  const code = own instanceof NotInTheStore ? "NOT_IN_THE_LOCAL_STORE" : "LOCAL_STORE_FAULT";
  return { ...error.toJSON(), message: `${own.name}: ${own.message}`, extensions: { code } };
}

const THROTTLED = {
  message: "Throttled",
  extensions: { code: "THROTTLED", documentation: "https://shopify.dev/api/usage/rate-limits" },
} as const;

const tooExpensive = (cost: number) => ({
  message: `Query cost is ${cost}, which exceeds the single query max cost limit (${MAXIMUM_COST}).`,
  extensions: {
    code: "MAX_COST_EXCEEDED",
    cost,
    maxCost: MAXIMUM_COST,
    documentation: "https://shopify.dev/api/usage/rate-limits",
  },
});

function statusOf({ data, errors }: ExecutionResult, { operation }: Prepared): Call["status"] {
  if (errors && errors.length > 0) return "errors";
  if (operation.operation !== "mutation") return "ok";
  const payloads = Object.values(data ?? {});
  return payloads.some(hasUserErrors) ? "user-errors" : "ok";
}

const hasUserErrors = (payload: unknown): boolean =>
  typeof payload === "object" &&
  payload !== null &&
  Object.entries(payload).some(
    ([name, value]) => name.endsWith("serErrors") && Array.isArray(value) && value.length > 0,
  );

/** The payload of a mutation that refuses for a reason of its own: every other field null. */
function refusedPayload(operation: string): View {
  const field = adminSchema().schema.getMutationType()?.getFields()[operation];
  const type = field ? getNamedType(field.type) : undefined;
  if (!isObjectType(type)) throw new Error(`${operation} is no mutation: only mutations answer with userErrors.`);
  const entries = Object.values(type.getFields()).map((one) => {
    const named = getNamedType(one.type);
    return [
      one.name,
      one.name.endsWith("serErrors") && isObjectType(named) ? [refusal(named.name)] : emptyFor(one.type),
    ] as const;
  });
  return { __typename: type.name, ...Object.fromEntries(entries) };
}

const emptyFor = (type: unknown): [] | null => (isNonNullType(type) && isListType(type.ofType) ? [] : null);

function refusal(typeName: string): View {
  const type = adminSchema().schema.getType(typeName);
  const codes = isObjectType(type) ? getNamedType(type.getFields()["code"]?.type) : undefined;
  const names = isEnumType(codes) ? codes.getValues().map(({ name }) => name) : [];
  const code = names.find((name) => name === "INVALID" || name === "INVALID_STATE") ?? names[0] ?? null;
  return { __typename: typeName, field: null, message: "Refused by the story.", code, elementIndex: null };
}
