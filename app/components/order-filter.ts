/** What the list of orders is narrowed to. */
export interface OrdersFilter {
  verdict: "allow" | "review" | "deny" | null;
  flag: "non-returnable" | "waiting" | "rma-open" | "breach" | null;
  search: string;
}

/** The address of the list narrowed so, at its first page. */
export function ordersPath({ verdict, flag, search }: OrdersFilter): string {
  const set = Object.entries({ search, verdict, flag }).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return set.length === 0 ? "/app/orders" : `/app/orders?${new URLSearchParams(set).toString()}`;
}

export const sameFilter = (one: OrdersFilter, other: OrdersFilter): boolean => ordersPath(one) === ordersPath(other);
