import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Db } from "~/db.server";

/** A list, narrowed, under the name that people of the shop gave it. */
export interface ListView {
  id: string;
  name: string;
  /** What the list's address says. */
  filter: Record<string, string>;
}

const VIEWS_AT_MOST = 20;

const row = z.object({ id: z.string(), name: z.string(), filter: z.record(z.string(), z.string()) });

/** The shop's saved views of a list, by name. */
export async function listViews(db: Db, shop: string, list: string): Promise<ListView[]> {
  const rows = await db.listView.findMany({ where: { shop, list }, orderBy: { name: "asc" }, take: VIEWS_AT_MOST });
  return rows.map((view) => row.parse(view));
}

export interface NewListView {
  shop: string;
  list: string;
  name: string;
  filter: Readonly<Record<string, string>>;
  by: string;
  at: Date;
}

/** Saves a view; one of that name is replaced. Answers false when the list has as many as there is room for. */
export async function saveListView(db: Db, { shop, list, name, filter, by, at }: NewListView): Promise<boolean> {
  const others = await db.listView.count({ where: { shop, list, name: { not: name } } });
  if (others >= VIEWS_AT_MOST) return false;
  const saved = { filter: { ...filter }, createdBy: by, createdAt: at };
  await db.listView.upsert({
    where: { shop_list_name: { shop, list, name } },
    create: { shop, list, id: randomUUID(), name, ...saved },
    update: saved,
  });
  return true;
}

/** Removes a view; one that is gone already is no error. */
export async function deleteListView(db: Db, shop: string, id: string): Promise<void> {
  await db.listView.deleteMany({ where: { shop, id } });
}
