import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from "graphql";

/** Shopify's published Admin schema of a version, from the package that ships it (it exports no path of its own). */
export function adminSchema(version: string): GraphQLSchema {
  const file = new URL(`../../node_modules/@shopify/dev-mcp/dist/data/admin_${version}.json.gz`, import.meta.url);
  const { data }: { data: IntrospectionQuery } = JSON.parse(gunzipSync(readFileSync(file)).toString());
  return buildClientSchema(data, { assumeValid: true });
}
