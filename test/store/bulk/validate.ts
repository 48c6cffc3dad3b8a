import {
  getNamedType,
  getNullableType,
  GraphQLError,
  isListType,
  isObjectType,
  isInterfaceType,
  Kind,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
} from "graphql";
import { adminSchema } from "../api/schema.ts";

const MOST_CONNECTIONS = 5;
const DEEPEST = 2;

/** A connection in a bulk query, with where it stands. */
interface Connection {
  name: string;
  field: FieldNode;
  /** How many connections it lies in. */
  depth: number;
  isInList: boolean;
}

/** What is wrong with a document in Shopify's words (captured), or the document. */
export function readBulkQuery(query: string): { errors: string[] } | { document: DocumentNode } {
  try {
    const document = parse(query);
    const problem = documentProblem(document);
    if (problem) return { errors: [problem] };
    const errors = shapeProblems(document);
    return errors.length > 0 ? { errors } : { document };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [`Invalid bulk query: ${error.message}`] };
    throw error;
  }
}

function documentProblem(document: DocumentNode): string | null {
  const [operation, ...others] = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION || others.length > 0)
    return "Invalid bulk query: one operation is expected";
  if (operation.operation !== "query") return "Invalid operation type. Only `query` operations are supported.";
  if ((operation.variableDefinitions ?? []).length > 0) return "Invalid bulk query: variables are not supported";
  const [invalid] = validate(adminSchema().schema, document);
  if (invalid) return `Invalid bulk query: ${invalid.message}`;
  return operation.selectionSet.selections.length > 1
    ? "Invalid bulk query: only one top level field is supported"
    : null;
}

function shapeProblems(document: DocumentNode): string[] {
  const { connections, roots } = readShape(document);
  const names = (some: readonly Connection[]) => `'${some.map(({ name }) => name).join("', '")}'`;
  const problems: string[] = [];
  const wrongRoot = roots.find((root) => root === "node" || root === "nodes");
  if (wrongRoot) problems.push(`Bulk queries cannot contain a top level \`${wrongRoot}\` field.`);
  if (connections.length === 0) problems.push("Bulk queries must contain at least one connection.");
  const viaNodes = connections.filter(({ field }) => !selectsEdges(field));
  const [first] = viaNodes;
  if (first)
    problems.push(
      `All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: '${first.name} { edges { node {'. Selecting via 'nodes' is not supported. Invalid connection fields: ${names(viaNodes)}.`,
    );
  if (connections.some(({ isInList }) => isInList))
    problems.push("Queries that contain a connection field within a list field are not currently supported.");
  if (connections.length > MOST_CONNECTIONS)
    problems.push(`Bulk queries cannot contain more than ${MOST_CONNECTIONS} connections.`);
  if (connections.some(({ depth }) => depth > DEEPEST))
    problems.push(`Bulk queries cannot contain connections with a nesting depth greater than ${DEEPEST}.`);
  const nameless = connections.filter(({ field }) => hasInner(field, connections) && !selectsId(field));
  if (nameless.length > 0)
    problems.push(
      `The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': ${nameless.map(({ name }) => name).join(", ")}.`,
    );
  return problems;
}

function readShape(document: DocumentNode): { connections: Connection[]; roots: string[] } {
  const { schema } = adminSchema();
  const info = new TypeInfo(schema);
  const connections: Connection[] = [];
  const roots: string[] = [];
  // What each field on the way down is: a connection, a list of objects, or neither.
  const path: ("connection" | "list" | "other")[] = [];
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: {
        enter(field) {
          if (info.getParentType() === schema.getQueryType()) roots.push(field.name.value);
          const type = info.getType();
          const named = type ? getNamedType(type) : undefined;
          const isConnection = named?.name.endsWith("Connection") ?? false;
          const isEdges = field.name.value === "edges" && path.at(-1) === "connection";
          if (isConnection)
            connections.push({
              name: field.name.value,
              field,
              depth: path.filter((kind) => kind === "connection").length,
              isInList: path.includes("list"),
            });
          const isObjects = isObjectType(named) || isInterfaceType(named);
          const isList = type !== null && type !== undefined && isListType(getNullableType(type)) && isObjects;
          path.push(isConnection ? "connection" : isList && !isEdges ? "list" : "other");
        },
        leave() {
          path.pop();
        },
      },
    }),
  );
  return { connections, roots };
}

const fieldsIn = (field: FieldNode): FieldNode[] =>
  (field.selectionSet?.selections ?? []).flatMap((selection) => (selection.kind === Kind.FIELD ? [selection] : []));

const isPlain = (field: FieldNode, name: string): boolean => field.name.value === name && field.alias === undefined;

const nodesOf = (field: FieldNode): FieldNode[] =>
  fieldsIn(field)
    .filter((inner) => isPlain(inner, "edges"))
    .flatMap(fieldsIn)
    .filter((inner) => isPlain(inner, "node"));

const selectsEdges = (field: FieldNode): boolean => nodesOf(field).length > 0;

const selectsId = (field: FieldNode): boolean =>
  nodesOf(field).some((node) => fieldsIn(node).some((inner) => isPlain(inner, "id")));

/** Whether one of the connections lies inside the field. */
function hasInner(field: FieldNode, connections: readonly Connection[]): boolean {
  const inner = new Set(connections.map((connection) => connection.field));
  const lies = (one: FieldNode): boolean => fieldsIn(one).some((next) => inner.has(next) || lies(next));
  return lies(field);
}
