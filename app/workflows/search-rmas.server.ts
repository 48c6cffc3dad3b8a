import type { PrismaClient } from "@prisma/client";
import type { PageCursor } from "~/db/pages/cursor";
import { rmasPage, type RmasFilter, type RmasPage } from "~/db/pages/rmas-page.server";
import { readSearch, type SearchedBy } from "./read-search.server";

interface Search {
  shop: string;
  filter: Omit<RmasFilter, "found"> & { search: string };
}

interface FoundRmas {
  searchedBy: SearchedBy;
  /** One page of them; an export takes larger ones. */
  page(cursor: PageCursor | null, size?: number): Promise<RmasPage>;
}

const NOTHING: RmasPage = { rows: [], newer: null, older: null };

/** The shop's cases as a person narrowed them: what was searched is read once, whatever number of pages follows. */
export async function findRmas(db: PrismaClient, { shop, filter }: Search): Promise<FoundRmas> {
  const { search, ...rest } = filter;
  const { searchedBy, found } = await readSearch(db, { shop, list: "rmas", search });
  return {
    searchedBy,
    page: (cursor, size) =>
      found === "none"
        ? Promise.resolve(NOTHING)
        : rmasPage(db, { shop, filter: { ...rest, found }, cursor, ...(size === undefined ? {} : { size }) }),
  };
}
