import { GraphQLError } from "graphql";
import { adminSchema, type Requirement } from "./schema.ts";

/**
 * Root fields whose access the schema states in words only ("the same access as mutating the owner"), by resource.
 * Everything else comes from the scopes that the schema lists per type and field.
 */
const WRITE_SCOPE_OF: Readonly<Record<string, string>> = {
  Order: "write_orders",
  Product: "write_products",
  Customer: "write_customers",
};

/** https://shopify.dev/docs/api/usage/access-scopes: writing includes reading. */
export function withImplied(scopes: Iterable<string>): ReadonlySet<string> {
  const given = [...scopes];
  return new Set([
    ...given,
    ...given.filter((scope) => scope.startsWith("write_")).map((scope) => `read_${scope.slice(6)}`),
  ]);
}

const meets = (requirement: Requirement, scopes: ReadonlySet<string>): boolean =>
  requirement.every((group) => group.some((scope) => scopes.has(scope)));

/** Throws Shopify's ACCESS_DENIED when the token lacks what a type or field asks for. */
export function demandAccess(name: string, scopes: ReadonlySet<string>, field: string): void {
  const requirement = adminSchema().requirements.get(name);
  if (requirement === undefined || meets(requirement, scopes)) return;
  throw accessDenied(
    field,
    requirement.map((group) => group.map((scope) => `\`${scope}\``).join(" or ")).join(" and "),
  );
}

/** For mutations on a resource of any type. @throws GraphQLError ACCESS_DENIED. */
export function demandWrite(ownerId: string, scopes: ReadonlySet<string>, field: string): void {
  const scope = WRITE_SCOPE_OF[/^gid:\/\/shopify\/(\w+)\//.exec(ownerId)?.[1] ?? ""];
  if (scope !== undefined && !scopes.has(scope)) throw accessDenied(field, `\`${scope}\``);
}

const accessDenied = (field: string, scopes: string): GraphQLError => {
  const requiredAccess = `${scopes} access scope.`;
  return new GraphQLError(`Access denied for ${field} field. Required access: ${requiredAccess}`, {
    extensions: { code: "ACCESS_DENIED", documentation: "https://shopify.dev/api/usage/access-scopes", requiredAccess },
  });
};
