import { createHash } from "node:crypto";
import type { MetafieldRecord, StoreState } from "./state.ts";

/** Number of the app at Shopify: it names the reserved namespace. Any would do. */
export const APP_ID = 580_111;

/** `$app` and `$app:name` are the app's own; everything else is as it stands. */
export function appNamespace(namespace: string): string {
  if (namespace === "$app") return `app--${APP_ID}`;
  return namespace.startsWith("$app:") ? `app--${APP_ID}--${namespace.slice(5)}` : namespace;
}

export const isReservedByOther = (namespace: string): boolean =>
  namespace.startsWith("app--") && namespace !== `app--${APP_ID}` && !namespace.startsWith(`app--${APP_ID}--`);

export const findMetafield = (
  state: StoreState,
  ownerId: string,
  name: { namespace: string; key: string },
): MetafieldRecord | undefined => state.metafields.get(ownerId)?.get(`${appNamespace(name.namespace)}/${name.key}`);

/** Changes with the value, so that a write can say what it has read. */
const digestOf = (type: string, value: string): string =>
  createHash("sha256").update(`${type}\n${value}`).digest("hex");

export interface MetafieldValue {
  namespace: string;
  key: string;
  type: string;
  value: string;
}

/** Writes a value that was checked before. */
export function storeMetafield(
  state: StoreState,
  ownerId: string,
  { namespace: given, key, type, value }: MetafieldValue,
): MetafieldRecord {
  const namespace = appNamespace(given);
  const fields = state.metafields.get(ownerId) ?? new Map<string, MetafieldRecord>();
  state.metafields.set(ownerId, fields);
  const now = state.now();
  const known = fields.get(`${namespace}/${key}`);
  const field: MetafieldRecord = {
    id: known?.id ?? state.ids.gid("Metafield"),
    ownerId,
    namespace,
    key,
    type,
    value,
    compareDigest: digestOf(type, value),
    createdAt: known?.createdAt ?? now,
    updatedAt: now,
  };
  fields.set(`${namespace}/${key}`, field);
  return field;
}

export function removeMetafield(state: StoreState, ownerId: string, name: { namespace: string; key: string }): boolean {
  return state.metafields.get(ownerId)?.delete(`${appNamespace(name.namespace)}/${name.key}`) ?? false;
}
