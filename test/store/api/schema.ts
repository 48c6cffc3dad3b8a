import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from "graphql";

export const API_VERSION = "2026-07";

/** The access that a type or field asks for: one scope of each group. */
export type Requirement = readonly (readonly string[])[];

interface ScopeItem {
  type: "type" | "field";
  typeName: string;
  fieldName?: string;
  requiredAccess: string;
  offlineScopes: readonly string[];
}

export interface AdminSchema {
  schema: GraphQLSchema;
  /** By `Type` and `Type.field`. */
  requirements: ReadonlyMap<string, Requirement>;
}

/** The file is Shopify's own introspection result with one list added: which scopes open which type and field. */
interface SchemaFile {
  data: IntrospectionQuery;
  offline_scopes: { items: readonly ScopeItem[] };
}

let loaded: AdminSchema | undefined;

/** Shopify's published Admin schema of 2026-07, read once in a process (about 0.3 s). */
export function adminSchema(): AdminSchema {
  loaded ??= load();
  return loaded;
}

function load(): AdminSchema {
  // By its place on disk: the package exports its program, and not its data.
  const data = new URL("../../../node_modules/@shopify/dev-mcp/dist/data/", import.meta.url);
  const packed = readFileSync(new URL(`admin_${API_VERSION}.json.gz`, data));
  // The file's shape is its publisher's: buildClientSchema checks the half that matters.
  const { data: introspection, offline_scopes: scopes } = JSON.parse(gunzipSync(packed).toString("utf8")) as SchemaFile;
  const restricted = scopes.items.filter(({ offlineScopes }) => offlineScopes.length > 0);
  const requirements = restricted.map((item) => [nameOf(item), requirementOf(item)] as const);
  return { schema: buildClientSchema(introspection, { assumeValid: true }), requirements: new Map(requirements) };
}

const nameOf = ({ typeName, fieldName }: ScopeItem): string =>
  fieldName === undefined ? typeName : `${typeName}.${fieldName}`;

/** "`a` or `b` … Also: Requires the `c` access scope" means one of a and b, and c as well. */
function requirementOf({ requiredAccess, offlineScopes }: ScopeItem): Requirement {
  const [first = "", also = ""] = requiredAccess.split("Also:");
  const among = (text: string) => offlineScopes.filter((scope) => text.includes(`\`${scope}\``));
  const groups = [among(first), among(also)].filter((group) => group.length > 0);
  return groups.length > 0 ? groups : [offlineScopes];
}
