import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import {
  answer,
  heldWebhook,
  soldLine,
  storeReport,
  type HeldWebhook,
  type ShopPlan,
  type SoldLine,
  type StoreCommand,
  type StoreReport,
} from "./flags-messages.ts";

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

interface Child {
  /** What it said when it was ready. */
  hello: unknown;
  ask(command: object): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts a program of the benchmark and waits until it says that it is ready. @throws Error when it ends before. */
async function startChild(
  file: string,
  plan: unknown,
  { preload = [], env = {} }: { preload?: string[]; env?: Record<string, string> } = {},
): Promise<Child> {
  const child = fork(here(file), [JSON.stringify(plan)], {
    execArgv: ["--import", "tsx", ...preload.flatMap((path) => ["--import", here(path)])],
    env: { ...process.env, NODE_ENV: "production", ...env },
    serialization: "advanced",
  });
  child.setMaxListeners(0);
  const exited = once(child, "exit");
  const next = async (): Promise<unknown> => {
    const gone = exited.then(() => Promise.reject(new Error(`${file} has ended.`)));
    const [message]: unknown[] = await Promise.race([once(child, "message"), gone]);
    const said = answer.parse(message);
    if ("error" in said) throw new Error(`${file}: ${said.error}`);
    return said.result;
  };
  return {
    hello: await next(),
    ask: (command) => {
      const said = next();
      child.send(command);
      return said;
    },
    stop: async () => {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}

/** The shops, in a process of their own. */
export interface ShopProcess {
  origin: string;
  install(shop: string): Promise<void>;
  token(shop: string): Promise<string>;
  /** Places orders and answers with their `orders/create`, which nobody has sent yet. */
  place(shop: string, count: number): Promise<HeldWebhook[]>;
  /** Sells to as many customers and ships at once; the webhooks are sent. */
  sell(shop: string, count: number): Promise<SoldLine[]>;
  /** Staff refund in Shopify's screen; answers with the `refunds/create`, which nobody has sent yet. */
  refund(shop: string, orderIds: readonly string[]): Promise<HeldWebhook[]>;
  progress(shop: string): Promise<number>;
  report(shop: string): Promise<StoreReport>;
  stop(): Promise<void>;
}

/** Starts the local store with these shops. */
export async function startShops(shops: readonly ShopPlan[]): Promise<ShopProcess> {
  const child = await startChild("./flags-store.ts", { shops });
  const ask = (command: StoreCommand) => child.ask(command);
  return {
    origin: z.string().parse(child.hello),
    install: async (shop) => void (await ask({ do: "install", shop })),
    token: async (shop) => z.string().parse(await ask({ do: "token", shop })),
    place: async (shop, count) => z.array(heldWebhook).parse(await ask({ do: "place", shop, count })),
    sell: async (shop, count) => z.array(soldLine).parse(await ask({ do: "sell", shop, count })),
    refund: async (shop, orderIds) =>
      z.array(heldWebhook).parse(await ask({ do: "refund", shop, orderIds: [...orderIds] })),
    progress: async (shop) => z.number().parse(await ask({ do: "progress", shop })),
    report: async (shop) => storeReport.parse(await ask({ do: "report", shop })),
    stop: () => child.stop(),
  };
}

export interface FloorOptions {
  port: number;
  shop: string;
  accessToken: string;
  /** What it sets as the policy metafield. */
  value: string;
  storeOrigin: string;
}

/** Starts the program that reads and flags each order at once. Answers with how to stop it. */
export async function startFloor({ storeOrigin, ...plan }: FloorOptions): Promise<() => Promise<void>> {
  const env = { STORE_ORIGIN: storeOrigin };
  const child = await startChild("./flags-floor.ts", plan, { preload: ["../kit/redirect-preload.ts"], env });
  return () => child.stop();
}
