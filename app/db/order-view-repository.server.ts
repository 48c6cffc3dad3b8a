import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Db } from "~/db.server";
import { ORDER_FLAGS } from "./pages/orders-page.server";

/** What a list of orders is narrowed to, as a person chose and typed it. */
export interface ViewFilter {
  verdict: "allow" | "review" | "deny" | null;
  flag: (typeof ORDER_FLAGS)[number] | null;
  search: string;
}

export interface OrderView extends ViewFilter {
  id: string;
  name: string;
}

const VIEWS_AT_MOST = 20;

// A view may have been saved by a version of the app that knew other filters.
const row = z.object({
  id: z.string(),
  name: z.string(),
  verdict: z.enum(["allow", "review", "deny"]).nullable().catch(null),
  flag: z.enum(ORDER_FLAGS).nullable().catch(null),
  search: z.string(),
});

/** The shop's saved views, by name. */
export async function listOrderViews(db: Db, shop: string): Promise<OrderView[]> {
  const rows = await db.orderView.findMany({ where: { shop }, orderBy: { name: "asc" }, take: VIEWS_AT_MOST });
  return rows.map((view) => row.parse(view));
}

export interface NewOrderView extends ViewFilter {
  shop: string;
  name: string;
  by: string;
  at: Date;
}

/** Saves a view; one of that name is replaced. Answers false when the shop has as many as there is room for. */
export async function saveOrderView(db: Db, { shop, name, by, at, ...filter }: NewOrderView): Promise<boolean> {
  const others = await db.orderView.count({ where: { shop, name: { not: name } } });
  if (others >= VIEWS_AT_MOST) return false;
  const saved = { ...filter, createdBy: by, createdAt: at };
  await db.orderView.upsert({
    where: { shop_name: { shop, name } },
    create: { shop, id: randomUUID(), name, ...saved },
    update: saved,
  });
  return true;
}

/** Removes a view; one that is gone already is no error. */
export async function deleteOrderView(db: Db, shop: string, id: string): Promise<void> {
  await db.orderView.deleteMany({ where: { shop, id } });
}
