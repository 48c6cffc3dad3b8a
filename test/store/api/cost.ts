import {
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLInterfaceType,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { adminSchema } from "./schema.ts";

/**
 * What a query costs. Shopify publishes the outline (https://shopify.dev/docs/api/usage/limits: scalars and enums 0,
 * objects 1, mutations 10, connections by `first` or `last`, 1,000 at most) and not the formula; the store's is:
 *
 *   scalar, enum, `__typename`                     0
 *   object                                         1 + its fields
 *   MoneyBag, MoneyV2, PageInfo, edge              0 + their fields (values, not records)
 *   list of objects without paging                 as one object
 *   `nodes` of n ids                               ⌈√n × node⌉
 *   connection of n                                2 + ⌈√n × node⌉   (nested ones multiply their roots)
 *   mutation                                       10, whatever it selects without paging
 *
 * The actual cost is the same sum over what was found: null 0, and a connection of m rows 2 + ⌈Σ rows ÷ √m⌉.
 * Below linear as at Shopify (a public report: 250 variants with their inventory items cost 25; here 34).
 */
export const MAXIMUM_COST = 1_000;

const MUTATION = 10;
const CONNECTION = 2;
const FREE = new Set(["MoneyBag", "MoneyV2", "PageInfo"]);

export interface Costed {
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Readonly<Record<string, unknown>>;
}

type Composite = GraphQLObjectType | GraphQLInterfaceType;
/** `undefined`: nothing was executed, the cost asked for is computed. */
type Data = unknown;

/** What a document asks for, before it runs. */
export const requestedCost = (costed: Costed): number => totalCost(costed, undefined);

/** What a document used, by what it answered. */
export const actualCost = (costed: Costed, data: unknown): number => totalCost(costed, data ?? null);

function totalCost(costed: Costed, data: Data): number {
  const { schema } = adminSchema();
  const isMutation = costed.operation.operation === "mutation";
  const root = isMutation ? schema.getMutationType() : schema.getQueryType();
  if (!root) return 0;
  const fields = fieldsOf(costed, costed.operation.selectionSet, root);
  if (isMutation) return fields.length * MUTATION;
  return fields.reduce(
    (sum, { field, type }) => sum + fieldCost(costed, { field, type, data: valueOf(field, data) }),
    0,
  );
}

interface Placed {
  field: FieldNode;
  type: Composite;
}

/** The fields a selection asks a type for; fragments on other types count only where the type could be theirs. */
function fieldsOf(costed: Costed, set: SelectionSetNode, type: GraphQLNamedType): Placed[] {
  return set.selections.flatMap((selection): Placed[] => {
    if (!isIncluded(costed, selection)) return [];
    if (selection.kind === Kind.FIELD) {
      return isObjectType(type) || isInterfaceType(type) ? [{ field: selection, type }] : [];
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? costed.fragments.get(selection.name.value) : selection;
    if (!fragment) return [];
    const named = fragment.typeCondition ? adminSchema().schema.getType(fragment.typeCondition.name.value) : type;
    return named && couldBe(type, named) ? fieldsOf(costed, fragment.selectionSet, narrower(type, named)) : [];
  });
}

/** `@include(if:)` and `@skip(if:)`: what is left out is not paid for. */
const isIncluded = ({ variables }: Costed, { directives = [] }: SelectionNode): boolean =>
  directives.every(({ name, arguments: args = [] }) => {
    const value = args.find((argument) => argument.name.value === "if")?.value;
    const condition =
      value?.kind === Kind.VARIABLE ? variables[value.name.value] : value?.kind === Kind.BOOLEAN && value.value;
    return name.value === "include" ? condition === true : name.value !== "skip" || condition !== true;
  });

const narrower = (type: GraphQLNamedType, named: GraphQLNamedType): GraphQLNamedType =>
  isObjectType(type) ? type : named;

const couldBe = (type: GraphQLNamedType, named: GraphQLNamedType): boolean =>
  type === named || !isObjectType(type) || (isAbstractType(named) && adminSchema().schema.isSubType(named, type));

function fieldCost(costed: Costed, { field, type, data }: Placed & { data: Data }): number {
  const definition = type.getFields()[field.name.value];
  if (!definition || !field.selectionSet || data === null) return 0;
  const named = getNamedType(definition.type);
  if (named.name.endsWith("Connection")) return connectionCost(costed, { field, type: named, data });
  const rows = Array.isArray(data) ? data : [data];
  const sums = rows.map((row) => objectCost(costed, { set: field.selectionSet, type: named, data: row }));
  if (type.name !== "QueryRoot" || field.name.value !== "nodes") return Math.max(0, ...sums);
  const sum = sums.reduce((total, cost) => total + cost, 0);
  return Math.ceil(data === undefined ? sum * Math.sqrt(idsIn(costed, field)) : sum / Math.sqrt(rows.length));
}

interface Selected {
  set: SelectionSetNode | undefined;
  type: GraphQLNamedType;
  data: Data;
}

function objectCost(costed: Costed, { set, type, data }: Selected): number {
  if (!set || data === null) return 0;
  const own = FREE.has(type.name) || type.name.endsWith("Edge") ? 0 : 1;
  return own + innerCost(costed, { set, type, data });
}

function innerCost(costed: Costed, { set, type, data }: Selected): number {
  if (!set) return 0;
  const placed = fieldsOf(costed, set, type);
  return placed.reduce((sum, next) => sum + fieldCost(costed, { ...next, data: valueOf(next.field, data) }), 0);
}

function connectionCost(
  costed: Costed,
  { field, type, data }: { field: FieldNode; type: GraphQLNamedType; data: Data },
): number {
  const set = field.selectionSet;
  const size = sizeOf(costed, field);
  if (data === undefined) {
    return CONNECTION + Math.ceil(Math.sqrt(size) * innerCost(costed, { set, type, data }));
  }
  const rows = rowsOf(field, data);
  const count = Math.max(0, ...rows.map(({ length }) => length));
  if (count === 0) return CONNECTION;
  const sum = rowSum(costed, { set, type, data });
  return CONNECTION + Math.ceil(sum / Math.sqrt(count));
}

/** What all rows of `nodes` and `edges` cost together. */
function rowSum(costed: Costed, { set, type, data }: Selected): number {
  if (!set) return 0;
  return fieldsOf(costed, set, type).reduce((sum, next) => {
    const named = getNamedType(next.type.getFields()[next.field.name.value]?.type);
    const rows = valueOf(next.field, data);
    if (!named || !Array.isArray(rows)) return sum;
    return (
      sum +
      rows.reduce(
        (total: number, row) => total + objectCost(costed, { set: next.field.selectionSet, type: named, data: row }),
        0,
      )
    );
  }, 0);
}

const rowsOf = (field: FieldNode, data: Data): unknown[][] => {
  const names = (field.selectionSet?.selections ?? []).flatMap((selection) =>
    selection.kind === Kind.FIELD ? [selection] : [],
  );
  return names.map((selection) => valueOf(selection, data)).filter((rows) => Array.isArray(rows));
};

/** How many ids `nodes` is asked for. */
function idsIn({ variables }: Costed, field: FieldNode): number {
  const given = field.arguments?.find(({ name }) => name.value === "ids")?.value;
  if (given?.kind === Kind.LIST) return given.values.length;
  const value = given?.kind === Kind.VARIABLE ? variables[given.name.value] : undefined;
  return Array.isArray(value) ? value.length : 0;
}

function sizeOf({ variables }: Costed, field: FieldNode): number {
  const given = field.arguments?.find(({ name }) => name.value === "first" || name.value === "last")?.value;
  if (given?.kind === Kind.INT) return Number(given.value);
  const value = given?.kind === Kind.VARIABLE ? variables[given.name.value] : undefined;
  return typeof value === "number" ? value : 0;
}

function valueOf(field: FieldNode, data: Data): Data {
  if (data === undefined) return undefined;
  const key = field.alias?.value ?? field.name.value;
  return typeof data === "object" && data !== null && key in data ? (Reflect.get(data, key) ?? null) : null;
}
