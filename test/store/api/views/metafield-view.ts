import { appNamespace } from "../../metafields.ts";
import { restId, type MetafieldRecord, type StoreState } from "../../state.ts";
import { connection, type PageArguments } from "../connection.ts";
import type { View } from "../view.ts";

const ownerTypeOf = (ownerId: string): string => (/^gid:\/\/shopify\/(\w+)\//.exec(ownerId)?.[1] ?? "").toUpperCase();

export const metafieldView = (field: MetafieldRecord): View => ({
  __typename: "Metafield",
  id: field.id,
  legacyResourceId: String(restId(field.id)),
  namespace: field.namespace,
  key: field.key,
  type: field.type,
  value: field.value,
  jsonValue: () => jsonValueOf(field),
  compareDigest: field.compareDigest,
  ownerType: ownerTypeOf(field.ownerId),
  sizeInBytes: Buffer.byteLength(field.value),
  createdAt: field.createdAt.toISOString(),
  updatedAt: field.updatedAt.toISOString(),
});

const AS_JSON = new Set(["json", "boolean", "number_integer"]);

const jsonValueOf = ({ type, value }: MetafieldRecord): unknown =>
  AS_JSON.has(type) || type.startsWith("list.") ? JSON.parse(value) : value;

/** The fields `metafield` and `metafields` of any owner; without a namespace `metafield` is the app's own. */
export const metafieldFields = (state: StoreState, ownerId: string) => ({
  metafield: ({ namespace, key }: { namespace?: string | null; key: string }): View | null => {
    const field = state.metafields.get(ownerId)?.get(`${appNamespace(namespace ?? "$app")}/${key}`);
    return field ? metafieldView(field) : null;
  },
  metafields: ({
    namespace,
    keys,
    ...page
  }: PageArguments & { namespace?: string | null; keys?: readonly string[] | null }): View => {
    const wanted = namespace === undefined || namespace === null ? null : appNamespace(namespace);
    const all = [...(state.metafields.get(ownerId)?.values() ?? [])];
    const items = all.filter(
      (field) => (wanted === null || field.namespace === wanted) && (!keys || keys.some((key) => isNamed(field, key))),
    );
    return connection({ type: "Metafield", items, idOf: ({ id }) => id, view: metafieldView }, page);
  },
});

/** `keys` take `namespace.key`, or a key alone beside `namespace`. */
const isNamed = (field: MetafieldRecord, name: string): boolean => {
  const cut = name.lastIndexOf(".");
  return cut === -1
    ? field.key === name
    : field.key === name.slice(cut + 1) && field.namespace === appNamespace(name.slice(0, cut));
};
