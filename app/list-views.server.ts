import { z } from "zod";
import { narrowingOf, type ListName, type Narrowing } from "~/components/list-address";
import { db } from "~/db.server";
import { deleteListView } from "~/db/list-view-repository.server";
import { invalid, type Answer } from "~/form-answer";
import { ordersAddress, rmasAddress } from "~/list-addresses.server";
import { keepListView } from "~/workflows/keep-list-view.server";

const ADDRESSES: Readonly<Record<ListName, (params: URLSearchParams, now: Date) => Narrowing>> = {
  orders: ordersAddress,
  rmas: (params, now) => rmasAddress(params, now).asked,
};

const viewForm = z.discriminatedUnion("intent", [
  // What else the form carries is what the list's address says.
  z.object({ intent: z.literal("save-view"), name: z.string().trim().min(1).max(50) }).catchall(z.string()),
  z.object({ intent: z.literal("delete-view"), id: z.uuid() }),
]);

/** Whether a form of a list's page is about its views. */
export const isViewForm = ({ intent }: Readonly<Record<string, unknown>>): boolean =>
  intent === "save-view" || intent === "delete-view";

interface Asked {
  shop: string;
  userId: string;
  list: ListName;
  at: Date;
}

/** Saves what is on screen of a list as a view of the shop, or deletes one. */
export async function actOnViews(
  { shop, userId, list, at }: Asked,
  entries: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const form = viewForm.safeParse(entries);
  if (!form.success) return invalid(form.error.issues.map(({ path }) => ({ path: path.join("."), code: "invalid" })));
  if (form.data.intent === "delete-view") {
    await deleteListView(db, shop, form.data.id);
    return { status: 200, body: { deleted: form.data.id } };
  }
  const { intent: _intent, name, ...typed } = form.data;
  const filter = narrowingOf(ADDRESSES[list](new URLSearchParams(typed), at));
  const kept = await keepListView(db, { shop, list, name, filter, by: `user:${userId}`, at });
  return kept.ok ? { status: 200, body: { saved: name } } : { status: 422, body: { error: kept.error } };
}
