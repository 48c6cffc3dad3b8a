import { randomUUID } from "node:crypto";
import { z } from "zod";
import { differences, isFields, type Fields } from "../test/scenario/match.ts";
import { readFlagTexts } from "../test/scenario/surfaces/order-flags.ts";
import { readOrderPage } from "../test/scenario/surfaces/order-page.ts";
import type { ShopperSurface } from "../test/scenario/surfaces/shopper.ts";
import type { StaffSurface } from "../test/scenario/surfaces/staff.ts";
import type { LocalStore } from "../test/store/types.ts";
import { CATALOGUE, productOf } from "./demo-catalogue.ts";
import {
  expectedLines,
  orderDifferences,
  stockDifferences,
  StockLedger,
  type ExpectedLine,
  type ExpectedOrder,
  type Judging,
} from "./demo-expectation.ts";
import { ORDERS, type DemoOrder } from "./demo-orders.ts";

export interface Stage {
  store: LocalStore;
  staff: StaffSurface;
  shopper: ShopperSurface;
  /** Fulfilled when all work is done. @throws Error when it is not after a minute, or a process has died. */
  settle(): Promise<void>;
  crashWorker(): Promise<void>;
  say(line: string): void;
}

const TIME_ZONE = "America/Toronto";

/** The story's own account of what must hold, kept beside the app and never asked from it. */
class Account {
  readonly ledger = new StockLedger(
    CATALOGUE.flatMap(({ sku, stock }) => (typeof stock === "number" ? [[sku, stock]] : [])),
  );
  readonly orders = new Map<string, ExpectedOrder>();
  judging: Judging = { windowDays: 30, policyVersion: 1, timeZone: TIME_ZONE };

  place(store: LocalStore, order: DemoOrder): void {
    store.placeOrder(order);
    const lines = expectedLines(store, order, { judging: this.judging, ledger: this.ledger });
    this.orders.set(order.name, { order: order.name, lines, tags: tagsFor(lines) });
  }

  of(name: string): ExpectedOrder {
    const found = this.orders.get(name);
    if (!found) throw new Error(`The story has no order ${name}.`);
    return found;
  }
}

function tagsFor(lines: readonly ExpectedLine[]): string[] {
  const isElectronic = lines.some(({ fields }) => fields["electronic"] === true);
  const waits = lines.some(({ fields }) => fields["waiting"] !== 0);
  return [...(isElectronic ? ["rma-desk:non-returnable"] : []), ...(waits ? ["rma-desk:backorder"] : [])];
}

interface Act {
  title: string;
  play(stage: Stage, account: Account): Promise<void> | void;
  /** What of the store is compared when all work is done; each sentence is a difference. */
  compare(stage: Stage, account: Account): Promise<string[]> | string[];
}

/**
 * Plays the story: prints each act with its reason, waits until the app has done its work, and compares the store's
 * tags, metafields and stock with what the policy says.
 * @returns the differences of the first act that has any; none when the whole story held.
 */
export async function playStory(stage: Stage): Promise<string[]> {
  const account = new Account();
  for (const [index, act] of ACTS.entries()) {
    stage.say(`\nAct ${index + 1}. ${act.title}`);
    await act.play(stage, account);
    await stage.settle();
    const wrong = await act.compare(stage, account);
    if (wrong.length > 0) return wrong;
    stage.say("  compared with the store: tags, metafields and stock agree");
  }
  return [];
}

const byName = (name: string): DemoOrder => {
  const order = ORDERS.find((candidate) => candidate.name === name);
  if (!order) throw new Error(`The demo has no order ${name}.`);
  return order;
};

/** Says of orders what the store now has, and compares it with the account. */
function compareOrders({ store, say }: Stage, account: Account, names: readonly string[]): string[] {
  const expected = names.map((name) => account.of(name));
  for (const { order } of expected) sayOrder(store, order, say);
  const skus = expected.flatMap(({ lines }) => lines.map(({ sku }) => sku));
  return [
    ...expected.flatMap((order) => orderDifferences(store, order)),
    ...stockDifferences(store, account.ledger, skus),
  ];
}

function sayOrder(store: LocalStore, name: string, say: (line: string) => void): void {
  const { lines, tags } = store.order(name);
  const texts = readFlagTexts({ store }, name);
  say(`  ${name}  ${tags.length > 0 ? tags.join(", ") : "no tags"}`);
  for (const { id, sku, quantity } of lines) {
    say(`    ${quantity} x ${sku ?? ""}: ${sentences(texts.get(id)?.en ?? "not judged", 2)}`);
  }
}

/** The first sentences of a text: the verdict, and the clause that is its reason. */
const sentences = (text: string, count: number): string =>
  (text.match(/[^.]+(?:\.\d[^.]*)*(?:\.[”"]?|$)\s*/g) ?? [text]).slice(0, count).join("").trim();

/** An act in which orders arrive. */
const arrival = (title: string, names: readonly string[], before: (stage: Stage) => void = () => undefined): Act => ({
  title,
  play: (stage, account) => {
    before(stage);
    for (const name of names) account.place(stage.store, byName(name));
  },
  compare: (stage, account) => compareOrders(stage, account, names),
});

const REST = ORDERS.map(({ name }) => name).filter(
  (name) => !["#1001", "#1003", "#1008", "#1020", "#1021", "#1022", "#1023", "#1024"].includes(name),
);

/** Everything that Shopify tells of a new order that is paid and in stock. */
const TOPICS_OF_AN_ORDER = [
  "orders/create",
  "fulfillment_orders/order_routing_complete",
  "products/update",
  "inventory_levels/update",
];

/** The page of a case answers with what the app did. */
async function press({ staff }: Stage, page: string, form: Readonly<Record<string, string>>): Promise<Fields> {
  const { data, status } = await staff.send(page, form);
  if (!isFields(data) || "error" in data) throw new Error(`${page} answered ${status}: ${JSON.stringify(data)}`);
  return data;
}

const named = z.object({ lines: z.array(z.object({ rma: z.object({ id: z.string(), number: z.string() }) })) });

/** A shopper sends a variator back: request, parcel, inspection, refund. */
async function sendBack(stage: Stage): Promise<void> {
  const { store, shopper, settle, say } = stage;
  const { id: orderId, customerId, lines } = store.order("#1002");
  const asked = lines.map((line) => ({ lineId: line.id, quantity: 1, reason: "unwanted" }));
  const answer = await shopper.ask("request", customerId ?? "", { orderId, requestId: randomUUID(), lines: asked });
  const rma = named.parse(answer).lines[0]?.rma;
  if (!rma) throw new Error(`The request was answered ${JSON.stringify(answer)}`);
  await settle();
  say(`  ${rma.number} is issued, its form is mailed, and Shopify has a return with the fee on its line`);
  const contents = [{ sku: "TR-VARIO", quantity: 1 }];
  const parcel = { numbers: [rma.number], prepaid: true, invoiceCopy: true, contents };
  const { dock } = await press(stage, "/app/dock", { parcel: JSON.stringify(parcel) });
  say(`  the dock says ${String(dock)}`);
  const found = { lines: [{ lineId: lines[0]?.id, quantity: 1, result: "accepted", restock: true }] };
  await press(stage, `/app/rmas/${rma.id}`, { intent: "inspect", inspection: JSON.stringify(found) });
  await press(stage, `/app/rmas/${rma.id}`, { intent: "refund" });
}

const ACTS: readonly Act[] = [
  {
    title: "The app is installed and reads the catalogue: which parts are electronic, and why the theme may say so.",
    play: ({ staff }) => staff.open(),
    compare: ({ store, say }) =>
      CATALOGUE.flatMap(({ sku, title, isElectronic }) => {
        const value = store.metafield(store.product(sku).id, "$app", "return_class")?.value;
        say(`  ${sku.padEnd(10)} ${title}: ${value ?? "not classified"}`);
        return differences(isElectronic ? "electronic" : "returnable", value, `product ${sku}`);
      }),
  },
  arrival("An order arrives by signed webhook: a gauge, which cannot come back, and belts, which can.", ["#1001"]),
  arrival("A bundle with a gauge in it: one electronic part makes the whole bundle electronic.", ["#1003"]),
  arrival("An exhaust that is out of stock: it waits, and its thirty days begin when it ships.", ["#1008"]),
  arrival("A busy morning: sixteen orders at once.", REST),
  {
    title: "Shopify sends the same webhook five times: it is stored once, and the order is judged once.",
    play: ({ store }, account) => {
      store.webhooks.duplicate(5, "orders/create");
      account.place(store, byName("#1021"));
    },
    compare: async (stage, account) => {
      const { timeline } = await readOrderPage(stage, "#1021");
      const judged = timeline.filter((code) => code === "order-judged").length;
      const wrong = compareOrders(stage, account, ["#1021"]);
      return [...wrong, ...differences({ judged: 1 }, { judged }, "#1021")];
    },
  },
  {
    title: "A webhook is lost. Reconciliation walks what changed and finds the order that nobody told of.",
    play: async ({ store, staff, settle, say }, account) => {
      for (const topic of TOPICS_OF_AN_ORDER) store.webhooks.lose(1, topic);
      account.place(store, byName("#1022"));
      await settle();
      const isJudged = store.metafield(store.order("#1022").id, "$app", "policy") !== undefined;
      if (isJudged) throw new Error("#1022 was judged although its webhook was lost: the act shows nothing.");
      say("  #1022  nobody knows of it yet");
      await staff.send("/app/health", { intent: "reconcile" });
    },
    compare: (stage, account) => compareOrders(stage, account, ["#1022"]),
  },
  arrival("Shopify throttles the app twice: the flag is late, not lost.", ["#1023"], ({ store }) =>
    store.failNext({ operation: "metafieldsSet", fail: "throttle", times: 2 }),
  ),
  {
    title:
      "The worker dies right after Shopify took its write and before it could remember. Another takes the work up.",
    play: ({ store, crashWorker }, account) => {
      store.onSucceeded("metafieldsSet", crashWorker);
      account.place(store, byName("#1020"));
    },
    compare: (stage, account) => compareOrders(stage, account, ["#1020"]),
  },
  {
    title: "The merchant publishes a longer window. It holds for orders placed from now on; older ones keep theirs.",
    play: async ({ staff, store, settle }, account) => {
      const change = { intent: "publish", settings: JSON.stringify({ return: { windowDays: 45 } }) };
      const { data } = await staff.send("/app/policy", change);
      const wrong = differences({ version: 2 }, data, "policy");
      if (wrong.length > 0) throw new Error(wrong.join("; "));
      await settle();
      account.judging = { ...account.judging, windowDays: 45, policyVersion: 2 };
      account.place(store, byName("#1024"));
    },
    compare: (stage, account) => compareOrders(stage, account, ["#1024", "#1001"]),
  },
  {
    title: "Staff cancel an order: its flags go, its units are free again.",
    play: ({ store }, account) => {
      store.cancelOrder("#1005");
      for (const { sku, quantity } of account.of("#1005").lines) account.ledger.release(sku, quantity);
    },
    compare: ({ store, say }, account) => {
      say(`  #1005  ${store.order("#1005").tags.join(", ") || "no tags"}`);
      const skus = account.of("#1005").lines.map(({ sku }) => sku);
      return [
        ...differences({ tags: [] }, { tags: store.order("#1005").tags }, "#1005"),
        ...stockDifferences(store, account.ledger, skus),
      ];
    },
  },
  {
    title: "A variator has shipped, and its customer asks what a return would bring: a quarter stays with the shop.",
    play: ({ store }, account) => {
      store.fulfil("#1002");
      account.ledger.ship("TR-VARIO", 1);
    },
    compare: async ({ store, shopper, say }, account) => {
      const { id, customerId, lines } = store.order("#1002");
      const asked = lines.map((line) => ({ lineId: line.id, quantity: 1, reason: "unwanted" }));
      const answer = await shopper.ask("preview", customerId ?? "", { orderId: id, lines: asked });
      const expected = { sku: "TR-VARIO", verdict: "allow", fee: "34.25", refund: "102.73" };
      say(`  1 x TR-VARIO at ${productOf("TR-VARIO").price}: restock fee ${expected.fee}, refund ${expected.refund}`);
      return [
        ...differences({ lines: [expected] }, answer, "preview"),
        ...stockDifferences(store, account.ledger, ["TR-VARIO"]),
      ];
    },
  },
  {
    title: "The customer sends it back: a number first, then the dock, the inspection, and the refund, once.",
    play: sendBack,
    compare: ({ store, say }) => {
      const { refunded, refunds, tags } = store.order("#1002");
      say(`  #1002  paid back ${refunded} of 136.98 in ${refunds} refund`);
      return differences({ refunded: "102.73", refunds: 1, tags: [] }, { refunded, refunds, tags }, "#1002");
    },
  },
];
