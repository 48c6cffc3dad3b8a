import { appNamespace, findMetafield, isReservedByOther, removeMetafield, storeMetafield } from "../../metafields.ts";
import type { MetafieldRecord, StoreState } from "../../state.ts";
import { demandWrite } from "../access.ts";
import type { ApiContext, View } from "../view.ts";
import { metafieldView } from "../views/metafield-view.ts";
import { checkValue, type ValueProblem } from "./metafield-values.ts";
import { findOwner, isMetafieldOwner } from "./owners.ts";

interface SetInput {
  ownerId: string;
  namespace?: string | null;
  key: string;
  value: string;
  type?: string | null;
  /** Null: must not exist yet. Left out: no check. */
  compareDigest?: string | null;
}

interface Problem extends ValueProblem {
  index: number | null;
}

const LIMIT = 25;

/** `metafieldsSet`: all or nothing, at most 25, each checked against what it was read as. */
export function metafieldsSet(
  state: StoreState,
  { metafields }: { metafields: readonly SetInput[] },
  context: ApiContext,
): View {
  for (const { ownerId } of metafields) demandWrite(ownerId, context.scopes, "metafieldsSet");
  const problems = problemsOf(state, metafields);
  if (problems.length > 0)
    return payload("MetafieldsSetPayload", { metafields: null, userErrors: problems.map(errorView) });
  const stored = metafields.map((input) =>
    storeMetafield(state, input.ownerId, {
      namespace: input.namespace ?? "$app",
      key: input.key,
      type: typeOf(state, input) ?? "",
      value: input.value,
    }),
  );
  for (const ownerId of new Set(metafields.map((input) => input.ownerId))) findOwner(state, ownerId)?.changed();
  const withOwner = (field: MetafieldRecord) => ({
    ...metafieldView(field),
    owner: () => findOwner(state, field.ownerId)?.view(),
  });
  return payload("MetafieldsSetPayload", { metafields: stored.map(withOwner), userErrors: [] });
}

const payload = (type: string, fields: Readonly<Record<string, unknown>>): View => ({ __typename: type, ...fields });

const errorView = ({ index, field, code, message }: Problem): View => ({
  __typename: "MetafieldsSetUserError",
  field: index === null ? ["metafields"] : ["metafields", String(index), field],
  code,
  message,
  elementIndex: index,
});

function problemsOf(state: StoreState, inputs: readonly SetInput[]): Problem[] {
  if (inputs.length > LIMIT) {
    return [
      {
        index: null,
        field: "",
        code: "LESS_THAN_OR_EQUAL_TO",
        message: `Exceeded the maximum metafields input limit of ${LIMIT}.`,
      },
    ];
  }
  return inputs.flatMap((input, index) => {
    const problem = problemOf(state, input);
    return problem ? [{ ...problem, index }] : [];
  });
}

/** A type may be left out where the app declares a definition, or where the metafield exists. */
function typeOf(state: StoreState, input: SetInput): string | undefined {
  const known =
    definitionOf(state, input)?.type ??
    findMetafield(state, input.ownerId, { namespace: input.namespace ?? "$app", key: input.key })?.type;
  return input.type ?? known;
}

const definitionOf = (state: StoreState, { ownerId, namespace, key }: SetInput) => {
  if (appNamespace(namespace ?? "$app") !== appNamespace("$app")) return undefined;
  const owner = /^gid:\/\/shopify\/(\w+)\//.exec(ownerId)?.[1]?.toUpperCase();
  return state.settings.definitions.find((definition) => definition.owner === owner && definition.key === key);
};

function problemOf(state: StoreState, input: SetInput): ValueProblem | null {
  if (!isMetafieldOwner(state, input.ownerId))
    return { field: "ownerId", code: "INVALID", message: "Owner does not exist." };
  const type = typeOf(state, input);
  const defined = definitionOf(state, input);
  if (defined && type !== defined.type) {
    return {
      field: "type",
      code: "INVALID_TYPE",
      message: `Type must be consistent with the definition's type: ${defined.type}.`,
    };
  }
  return nameProblem(input) ?? checkValue(type, input.value) ?? digestProblem(state, input);
}

function nameProblem({ namespace, key }: SetInput): ValueProblem | null {
  const full = appNamespace(namespace ?? "$app");
  if (isReservedByOther(full))
    return {
      field: "namespace",
      code: "APP_NOT_AUTHORIZED",
      message: "Access to this namespace and key on Metafields for this resource type is not allowed.",
    };
  if (full.length < 3)
    return { field: "namespace", code: "TOO_SHORT", message: "Namespace is too short (minimum is 3 characters)" };
  if (full.length > 255)
    return { field: "namespace", code: "TOO_LONG", message: "Namespace is too long (maximum is 255 characters)" };
  if (key.length < 2) return { field: "key", code: "TOO_SHORT", message: "Key is too short (minimum is 2 characters)" };
  if (key.length > 64) return { field: "key", code: "TOO_LONG", message: "Key is too long (maximum is 64 characters)" };
  const wrong = [["namespace", full] as const, ["key", key] as const].find(([, text]) => !/^[\w-]+$/.test(text));
  return wrong
    ? { field: wrong[0], code: "INVALID", message: `${wrong[0]} contains one or more invalid characters.` }
    : null;
}

function digestProblem(state: StoreState, input: SetInput): ValueProblem | null {
  if (!("compareDigest" in input) || input.compareDigest === undefined) return null;
  if (input.compareDigest !== null && !/^[0-9a-f]{64}$/.test(input.compareDigest)) {
    return { field: "compareDigest", code: "INVALID_COMPARE_DIGEST", message: "The compareDigest is invalid." };
  }
  const known = findMetafield(state, input.ownerId, { namespace: input.namespace ?? "$app", key: input.key });
  if ((known?.compareDigest ?? null) === input.compareDigest) return null;
  return {
    field: "compareDigest",
    code: "STALE_OBJECT",
    message: "The resource has been updated since it was loaded. Try again with an updated `digest` value.",
  };
}

interface Identifier {
  ownerId: string;
  namespace: string;
  key: string;
}

/** `metafieldsDelete`: what is not there is answered with null in its place; an owner that does not exist is an error. */
export function metafieldsDelete(
  state: StoreState,
  { metafields }: { metafields: readonly Identifier[] },
  context: ApiContext,
): View {
  for (const { ownerId } of metafields) demandWrite(ownerId, context.scopes, "metafieldsDelete");
  const userErrors = metafields.flatMap(({ ownerId, namespace }, index) => {
    const field = ["metafields", String(index)];
    if (!isMetafieldOwner(state, ownerId))
      return [{ __typename: "UserError", field: [...field, "ownerId"], message: "Owner does not exist." }];
    if (!isReservedByOther(appNamespace(namespace))) return [];
    return [
      {
        __typename: "UserError",
        field: [...field, "namespace"],
        message: "Access to this namespace and key on Metafields for this resource type is not allowed.",
      },
    ];
  });
  if (userErrors.length > 0) return payload("MetafieldsDeletePayload", { deletedMetafields: null, userErrors });
  const deleted = metafields.map(({ ownerId, namespace, key }) => {
    if (!removeMetafield(state, ownerId, { namespace, key })) return null;
    findOwner(state, ownerId)?.changed();
    return { __typename: "MetafieldIdentifier", ownerId, namespace: appNamespace(namespace), key };
  });
  return payload("MetafieldsDeletePayload", { deletedMetafields: deleted, userErrors: [] });
}
