import type { PrismaClient } from "@prisma/client";
import { findOrders, latestOrderIds } from "~/db/order-repository.server";
import { findCatalogueFacts } from "~/db/product-repository.server";
import { formatAmount } from "~/domain/money";
import { previewOrder, type LineDifference, type PreviewedStanding } from "~/domain/policy/preview-policy";
import { changedSettings } from "~/domain/policy/settings-diff";
import { readPolicyDesk } from "./policy-desk.server";

/** So many that a change shows itself, so few that they are judged twice in well under a second. */
const ORDERS_PREVIEWED = 200;
const ORDERS_SHOWN = 50;

/** A standing as a page shows it; the fee is a decimal string. */
type ShownStanding = Omit<PreviewedStanding, "fee"> & { fee: string | null };

interface PreviewedRow {
  orderId: string;
  name: string;
  currency: string;
  lines: { lineId: string; sku: string | null; title: string; before: ShownStanding; after: ShownStanding }[];
}

export interface PolicyPreview {
  version: number;
  hasDraft: boolean;
  /** Orders that were judged twice. */
  count: number;
  changed: number;
  rows: PreviewedRow[];
}

/** The latest orders by the version in force and by the draft: which would stand differently. Nothing is changed. */
export async function previewDraft(db: PrismaClient, shop: string): Promise<PolicyPreview> {
  const { published, draft } = await readPolicyDesk(db, shop);
  const hasDraft = changedSettings(published.settings, draft.settings).length > 0;
  const ids = hasDraft ? await latestOrderIds(db, shop, ORDERS_PREVIEWED) : [];
  const orders = [...(await findOrders(db, shop, ids)).values()];
  const productIds = new Set(orders.flatMap(({ lines }) => lines.flatMap(({ line }) => line.productId ?? [])));
  const known = await findCatalogueFacts(db, shop, [...productIds]);
  const products = new Map(
    [...known].flatMap(([id, { facts }]) => (facts === null ? [] : [[id, facts.product] as const])),
  );
  const policies = { inForce: published, draft: { version: published.version + 1, settings: draft.settings } };
  const rows = orders.flatMap(({ snapshot, lines, cancelledAt }): PreviewedRow[] => {
    const states = lines.map(({ line, live }) => ({
      line,
      state: { ...live, onOpenCases: 0, orderCancelled: cancelledAt !== null },
    }));
    const differences = previewOrder({ order: snapshot, lines: states, products }, policies);
    if (differences.length === 0) return [];
    const { orderId, name, currency } = snapshot;
    return [{ orderId, name, currency, lines: differences.map((line) => shownLine(line, currency)) }];
  });
  const byLatest = new Map(ids.map((id, index) => [id, index]));
  rows.sort((one, other) => (byLatest.get(one.orderId) ?? 0) - (byLatest.get(other.orderId) ?? 0));
  return {
    version: published.version,
    hasDraft,
    count: orders.length,
    changed: rows.length,
    rows: rows.slice(0, ORDERS_SHOWN),
  };
}

function shownLine({ before, after, ...line }: LineDifference, currency: string) {
  const shown = ({ fee, ...standing }: PreviewedStanding): ShownStanding => ({
    ...standing,
    fee: fee === null ? null : formatAmount(fee, currency),
  });
  return { ...line, before: shown(before), after: shown(after) };
}
