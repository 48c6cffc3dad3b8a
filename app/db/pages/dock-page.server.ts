import type { Prisma } from "@prisma/client";
import { z } from "zod";
import type { Db } from "~/db.server";
import { openUnits, sumOf } from "~/domain/rma/rma";
import { findRmaNamed } from "./rma-page.server";

/** More than anybody looks through on a telephone. */
const MOST_SHOWN = 50;

const items = z.array(z.object({ sku: z.string(), quantity: z.int() }));

/** A parcel as the dock lists it. */
interface DockParcel {
  id: string;
  decision: string;
  codes: string[];
  tracking: string | null;
  contents: z.output<typeof items>;
  photoIds: string[];
  arrivedAt: string;
  /** The cases whose numbers stood on it. */
  rmas: { id: string; number: string | null }[];
}

/** What the dock has seen after an instant, newest first, and the parcels that wait for their invoice copy. */
export async function dockPage(
  db: Db,
  { shop, after }: { shop: string; after: Date },
): Promise<{ today: DockParcel[]; held: DockParcel[] }> {
  const [today, held] = await Promise.all([
    parcelsWhere(db, { shop, arrivedAt: { gt: after } }),
    parcelsWhere(db, { shop, decision: "held", completedAt: null }),
  ]);
  const named = await db.rma.findMany({
    where: { shop, id: { in: [...today, ...held].flatMap(({ rmaIds }) => rmaIds) } },
    select: { id: true, number: true },
  });
  const numbers = new Map(named.map((rma) => [rma.id, rma]));
  const shown = ({ rmaIds, contents, arrivedAt, ...parcel }: (typeof today)[number]): DockParcel => ({
    ...parcel,
    contents: items.parse(contents),
    arrivedAt: arrivedAt.toISOString(),
    rmas: rmaIds.flatMap((id) => numbers.get(id) ?? []),
  });
  return { today: today.map(shown), held: held.map(shown) };
}

const parcelsWhere = (db: Db, where: Prisma.ParcelWhereInput & { shop: string }) =>
  db.parcel.findMany({
    where,
    orderBy: { arrivedAt: "desc" },
    take: MOST_SHOWN,
    select: {
      id: true,
      decision: true,
      codes: true,
      tracking: true,
      contents: true,
      photoIds: true,
      arrivedAt: true,
      rmaIds: true,
    },
  });

/** What a number on a box announces. */
export interface AnnouncedCase {
  id: string;
  number: string;
  status: string;
  orderId: string | null;
  orderName: string | null;
  /** Lines of which units may still come; a custom item goes by its title. */
  lines: { sku: string; title: string; open: number }[];
}

/** The case behind a number, with what may still come for it; null when no case of the shop has it. */
export async function announcedCase(db: Db, shop: string, number: string): Promise<AnnouncedCase | null> {
  const rma = await findRmaNamed(db, shop, number);
  if (rma?.number == null) return null;
  return {
    id: rma.id,
    number: rma.number,
    status: rma.status,
    orderId: rma.orderId,
    orderName: rma.orderName,
    lines: rma.lines.flatMap(({ lineId, sku, title }) => {
      const open = sumOf({ returnLines: rma.returnLines.filter((line) => line.lineId === lineId) }, openUnits);
      return open > 0 ? [{ sku: sku ?? title, title, open }] : [];
    }),
  };
}
