import { randomUUID } from "node:crypto";
import { parse, Kind } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { LocalStore } from "../store/types.ts";
import { openDesk, type Desk } from "./desk.ts";

/** The workflows read the database's address when they are loaded. */
async function loadWorkflows() {
  const { askRefund } = await import("~/workflows/ask-refund.server");
  const { inspectRma } = await import("~/workflows/inspect-rma.server");
  const { receiveParcel } = await import("~/workflows/receive-parcel.server");
  const { requestReturn } = await import("~/workflows/request-return.server");
  const { resendMail } = await import("~/workflows/resend-mail.server");
  return { askRefund, inspectRma, receiveParcel, requestReturn, resendMail };
}

const SHOP = "koso.myshopify.com";
const STAFF = "1";

let desk: Desk;
let store: LocalStore;
let app: Awaited<ReturnType<typeof loadWorkflows>>;

beforeAll(async () => {
  desk = await openDesk(new Date("2026-05-04T15:00:00Z"));
  app = await loadWorkflows();
  store = desk.openStore({ shop: SHOP });
  store.createProduct({ sku: "BELT", title: "Belt", price: "66.67", type: "Transmission", stock: 10_000, tax: "0.13" });
  await desk.visit(store);
  await desk.catchUp();
});
afterAll(() => desk.close());

let orders = 0;

/** A belt that was shipped. @returns its order. */
async function shipped(): Promise<string> {
  orders += 1;
  const lines = [{ sku: "BELT", quantity: 3 }];
  const shipTo = { country: "CA", province: "QC" };
  const orderId = store.placeOrder({ name: `#${orders}`, customer: "Ann", shipTo, lines });
  store.fulfil(orderId);
  await desk.catchUp();
  return orderId;
}

const lineOf = (orderId: string): string => store.order(orderId).lines[0]?.id ?? "";

const caseRow = z.object({ id: z.string(), number: z.string(), status: z.string() });

async function caseOf(orderId: string): Promise<z.output<typeof caseRow>> {
  const rows = await desk.rows("SELECT id, number, status FROM rma WHERE order_id = $1", [orderId]);
  return z.tuple([caseRow]).parse(rows)[0];
}

/** The shopper asks for two of the three; that a fault hits the question itself is for them to repeat. */
async function request(orderId: string): Promise<void> {
  const lines = [{ lineId: lineOf(orderId), quantity: 2, reason: "unwanted" }];
  const input = { orderId, requestId: randomUUID(), lines };
  const ask = () => app.requestReturn({ shop: SHOP, customerId: store.customerId("Ann"), input, at: new Date() });
  await ask().catch(ask).catch(ask).catch(ask);
}

/** One of the two arrives and is accepted. */
async function receiveAndInspect(orderId: string): Promise<void> {
  const { id: rmaId, number } = await caseOf(orderId);
  const staff = { shop: SHOP, userId: STAFF, at: new Date() };
  const contents = [{ sku: "BELT", quantity: 2 }];
  await app.receiveParcel({ ...staff, input: { numbers: [number], prepaid: true, invoiceCopy: true, contents } });
  const lines = [{ lineId: lineOf(orderId), quantity: 2, result: "accepted", restock: true }];
  await app.inspectRma({ ...staff, rmaId, input: { lines } });
}

async function refund(orderId: string): Promise<void> {
  const { id: rmaId } = await caseOf(orderId);
  await app.askRefund({ shop: SHOP, rmaId, userId: STAFF });
}

/** What must be true in the end, whatever Shopify answered on the way. 133.34: 33.34 of fee, 17.33 of tax. */
const AS_IF_NOTHING_HAPPENED = {
  status: "settled",
  returns: ["CLOSED"],
  order: { refunded: "117.33", refunds: 1, tags: [] },
  events: ["number-issued", "refund-paid", "return-mirrored", "rma-settled", "units-restocked"],
  mails: ["parcel-received", "refunded", "rma-approved"],
  restocked: 2,
  dead: [],
};

async function facts(orderId: string, onHandBefore: number) {
  const { id, status } = await caseOf(orderId);
  const column = async (text: string): Promise<unknown[]> =>
    (await desk.rows<{ value: unknown }>(text, [id])).map(({ value }) => value);
  const { refunded, refunds, tags } = store.order(orderId);
  return {
    status,
    returns: await column("SELECT status AS value FROM shopify_return WHERE rma_id = $1"),
    order: { refunded, refunds, tags },
    events: await column(
      `SELECT code AS value FROM case_event WHERE subject_id = $1 AND code IN ('number-issued', 'refund-paid',
         'return-mirrored', 'rma-settled', 'units-restocked') ORDER BY code`,
    ),
    mails: await column("SELECT kind AS value FROM mail WHERE subject_id = $1 AND state = 'sent' ORDER BY kind"),
    restocked: store.inventory("BELT").on_hand - onHandBefore,
    dead: await desk.app.listDeadLetters(SHOP),
  };
}

type Step = (orderId: string) => Promise<void>;
const STEPS: Readonly<Record<string, Step>> = { request, receiveAndInspect, refund };

/** Takes the whole way of a return; `armed` and `disarmed` stand around one of its steps. */
async function travel(walked: string, armed: () => void, disarmed: () => void): Promise<void> {
  const orderId = await shipped();
  const { on_hand: onHand } = store.inventory("BELT");
  for (const [name, step] of Object.entries(STEPS)) {
    if (name === walked) armed();
    await step(orderId);
    await desk.catchUp();
    await replayAll();
    if (name === walked) disarmed();
  }
  expect(await facts(orderId, onHand)).toEqual(AS_IF_NOTHING_HAPPENED);
}

/** More often than any job asks something of Shopify. */
const MOST_REPLAYS = 20;

/** Staff press "try again" on what has ended in the dead letters, and "send again" in the mail log, until nothing is there. */
async function replayAll(): Promise<void> {
  for (let round = 0; round < MOST_REPLAYS; round += 1) {
    const letters = await desk.app.listDeadLetters(SHOP);
    const mails = await desk.rows<{ id: string }>("SELECT id FROM mail WHERE state = 'failed'");
    if (letters.length + mails.length === 0) return;
    for (const { id } of letters) await desk.app.replayDeadLetter(SHOP, id);
    for (const { id } of mails)
      await app.resendMail(desk.app.db, { shop: SHOP, mailId: id, userId: "1", at: new Date() });
    await desk.catchUp();
  }
}

interface Question {
  /** The document's name, and the field that it asks for first. */
  name: string;
  root: string;
  isMutation: boolean;
}

const graphQLBody = z.object({ query: z.string() });

function questionOf(what: string, body: string): Question {
  const [operation] = parse(graphQLBody.parse(JSON.parse(body)).query).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`${what} is no operation`);
  const [field] = operation.selectionSet.selections;
  if (field?.kind !== Kind.FIELD) throw new Error(`${what} begins with a fragment`);
  return { name: what, root: field.name.value, isMutation: operation.operation === "mutation" };
}

/** What a step asks Shopify when all goes well: whatever is asked one day is in the matrix without being listed. */
async function questionsOf(walked: string): Promise<Question[]> {
  let from = 0;
  let asked: Question[] = [];
  await travel(
    walked,
    () => (from = desk.asked.length),
    () => (asked = desk.asked.slice(from).map(({ what, body }) => questionOf(what, body))),
  );
  return [...new Map(asked.map((question) => [question.name, question])).values()];
}

const COST = {
  requestedQueryCost: 10,
  actualQueryCost: null,
  throttleStatus: { maximumAvailable: 2_000, currentlyAvailable: 1_990, restoreRate: 1_000 },
};
const errors = (code: string) => [{ message: code, path: ["x"], extensions: { code } }];

interface FaultOfShopify {
  name: string;
  /** Only a mutation can be refused with `userErrors`. */
  onlyMutations?: true;
  /** For reading it is the same as "no answer". */
  onlyMoney?: true;
  answer(question: Question, request: Request): Response | Promise<Response> | undefined;
}

/** The first six happen before anything was done, the others after. */
const FAULTS: readonly FaultOfShopify[] = [
  { name: "no answer", answer: () => Response.error() },
  { name: "too many requests", onlyMoney: true, answer: () => new Response(null, { status: 429 }) },
  {
    name: "a page instead of an answer",
    onlyMoney: true,
    answer: () => new Response("<html>502</html>", { status: 502 }),
  },
  { name: "THROTTLED", answer: () => Response.json({ errors: errors("THROTTLED"), extensions: { cost: COST } }) },
  { name: "a refusal", answer: () => Response.json({ errors: errors("ACCESS_DENIED") }) },
  {
    name: "userErrors",
    onlyMutations: true,
    answer: ({ root }, request) => {
      store.failNext({ operation: root, fail: "user-error", times: 1 });
      return store.handle(request);
    },
  },
  {
    name: "an answer that got lost",
    answer: (_question, request) => store.handle(request).then(() => Response.error()),
  },
  {
    name: "an answer that was cut off",
    onlyMoney: true,
    answer: async (_question, request) => {
      const text = await (await store.handle(request)).text();
      return new Response(text.slice(0, text.length / 2), { headers: { "Content-Type": "application/json" } });
    },
  },
  {
    name: "an answer of another shape",
    answer: async ({ root }, request) => {
      await store.handle(request);
      return Response.json({ data: { [root]: 7 } });
    },
  },
  {
    name: "half an answer with errors beside it",
    answer: async (_question, request) => {
      const answer: object = await (await store.handle(request)).json();
      return Response.json({ ...answer, errors: errors("INTERNAL_SERVER_ERROR") });
    },
  },
];

/** What moves a return or its money fails alone; all else that is asked fails once each on the same way, to save time. */
function groupsOf(questions: readonly Question[]): { ofMoney: Question[][]; all: Question[][] } {
  const isOfMoney = ({ root, isMutation }: Question) => isMutation && root.startsWith("return");
  const ofMoney = questions.filter(isOfMoney).map((one) => [one]);
  return { ofMoney, all: [...ofMoney, questions.filter((one) => !isOfMoney(one))] };
}

describe.each(["request", "refund"])("Shopify fails once at every question of the step: %s", (walked) => {
  let groups: ReturnType<typeof groupsOf> = { ofMoney: [], all: [] };
  beforeAll(async () => {
    groups = groupsOf(await questionsOf(walked));
    expect(groups.ofMoney.length).toBeGreaterThan(0);
  });

  it.each(FAULTS)("$name: one return, one refund, nothing left over", { timeout: 300_000 }, async (fault) => {
    for (const group of fault.onlyMoney ? groups.ofMoney : groups.all) {
      const waiting = new Map(
        group
          .filter(({ isMutation }) => isMutation || !fault.onlyMutations)
          .map((question) => [question.name, question]),
      );
      const armed = () => {
        desk.answer = (request, { what }) => {
          const question = waiting.get(what);
          waiting.delete(what);
          return question && fault.answer(question, request);
        };
      };
      try {
        await travel(walked, armed, () => (desk.answer = undefined));
      } catch (error) {
        throw new Error(`${fault.name} at ${group.map(({ name }) => name).join(", ")}`, { cause: error });
      }
      expect([...waiting.keys()], "questions that were not asked again").toEqual([]);
    }
  });
});
