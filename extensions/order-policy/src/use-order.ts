import { useEffect, useState } from "preact/hooks";
import { fetchOrder, type Order } from "./app-api.ts";

export interface LoadedOrder {
  order: Order | null;
  failure: unknown;
  reload: () => Promise<void>;
}

/** The order as the app sees it now; while it is being read again, what was known stays on the screen. */
export function useOrder(orderId: string | undefined): LoadedOrder {
  const [order, setOrder] = useState<Order | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const reload = async () => {
    if (orderId === undefined) return;
    setFailure(null);
    await fetchOrder(orderId).then(setOrder, setFailure);
  };
  useEffect(() => void reload(), [orderId]);
  return { order, failure, reload };
}
