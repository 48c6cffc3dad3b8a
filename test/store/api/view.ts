import { getNamedType, GraphQLError, isObjectType, type GraphQLFieldResolver, type GraphQLTypeResolver } from "graphql";
import { demandAccess } from "./access.ts";

/**
 * How a record looks through the API: a value or a function of the arguments for every field that the store knows.
 * A field that a view lacks fails; it never becomes null by accident.
 */
export type View = Readonly<Record<string, unknown>> & { readonly __typename: string };

export interface ApiContext {
  /** Of the token, reading implied by writing. */
  scopes: ReadonlySet<string>;
  /** Whose token it is, null for an offline one. */
  userId: string | null;
}

/** The store's own fault: a field that Shopify has and the store does not. */
export class NotInTheStore extends Error {
  constructor(what: string) {
    super(`The local store does not implement ${what}. Add it where its topic lives in test/store.`);
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** Reads one field of a view, after checking the token's scopes for the field and for the type it leads to. */
export const resolveField: GraphQLFieldResolver<unknown, ApiContext> = (source, args, context, info) => {
  const { fieldName, parentType } = info;
  const name = `${parentType.name}.${fieldName}`;
  demandAccess(name, context.scopes, fieldName);
  const type = getNamedType(info.returnType);
  if (isObjectType(type)) demandAccess(type.name, context.scopes, fieldName);
  if (!isRecord(source) || !Object.hasOwn(source, fieldName)) throw new NotInTheStore(name);
  const value = source[fieldName];
  const result: unknown = typeof value === "function" ? value(args, context, info) : value;
  if (result === undefined) throw new NotInTheStore(`${name} for these arguments`);
  return result;
};

/** Says of which type a node is; a node that the token may not read fails as its field would. */
export const resolveType: GraphQLTypeResolver<unknown, ApiContext> = (source, context, info) => {
  if (!isRecord(source) || typeof source["__typename"] !== "string")
    throw new NotInTheStore(`the type behind ${info.fieldName}`);
  demandAccess(source["__typename"], context.scopes, info.fieldName);
  return source["__typename"];
};

/** A GraphQL error as Shopify makes them, with a code in its extensions. */
export const apiError = (message: string, code: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code } });
