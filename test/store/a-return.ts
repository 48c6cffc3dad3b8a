import { ask, aStore, type Answer, type StoreBench } from "./a-store.ts";

/** A shop with one shipped order and the mutations of returns at hand. */

const RETURN = `id name status closedAt totalQuantity decline { reason note }
  returnLineItems(first: 10) { nodes { id quantity processableQuantity processedQuantity unprocessedQuantity
    refundableQuantity refundedQuantity returnReasonNote returnReasonDefinition { handle }
    ... on ReturnLineItem { fulfillmentLineItem { id } withCodeDiscountedTotalPriceSet { presentmentMoney { amount } }
      restockingFee { percentage amountSet { presentmentMoney { amount } } } } } }
  refunds(first: 10) { nodes { id totalRefundedSet { presentmentMoney { amount } } } }
  reverseFulfillmentOrders(first: 5) { nodes { id status lineItems(first: 10) { nodes { id totalQuantity
    dispositions { type quantity location { name } } } } } }`;

const ERRORS = "userErrors { field code message }";

const named = (mutation: string, input: string) =>
  `mutation Change($input: ${input}!) { ${mutation}(input: $input) { return { ${RETURN} } ${ERRORS} } }`;
const byId = (mutation: string) =>
  `mutation Change($id: ID!) { ${mutation}(id: $id) { return { ${RETURN} } ${ERRORS} } }`;

export const PARTS = {
  create: `mutation Create($input: ReturnInput!) { returnCreate(returnInput: $input) { return { ${RETURN} } ${ERRORS} } }`,
  returnRequest: named("returnRequest", "ReturnRequestInput"),
  returnApproveRequest: named("returnApproveRequest", "ReturnApproveRequestInput"),
  returnDeclineRequest: named("returnDeclineRequest", "ReturnDeclineRequestInput"),
  returnProcess: named("returnProcess", "ReturnProcessInput"),
  returnCancel: byId("returnCancel"),
  returnClose: byId("returnClose"),
  returnReopen: byId("returnReopen"),
  remove: `mutation Remove($id: ID!, $lines: [ReturnLineItemRemoveFromReturnInput!]) {
    removeFromReturn(returnId: $id, returnLineItems: $lines) { return { ${RETURN} } ${ERRORS} } }`,
  dispose: `mutation Dispose($inputs: [ReverseFulfillmentOrderDisposeInput!]!) {
    reverseFulfillmentOrderDispose(dispositionInputs: $inputs) {
      reverseFulfillmentOrderLineItems { totalQuantity dispositions { type quantity } } ${ERRORS} } }`,
} as const;

const RETURNABLE = `query Returnable($orderId: ID!) { returnableFulfillments(orderId: $orderId, first: 10) {
  nodes { returnableFulfillmentLineItems(first: 10) { nodes { quantity fulfillmentLineItem { id } } } } } }`;

type Fields = Record<string, unknown>;

export const record = (value: unknown): Fields => (typeof value === "object" && value !== null ? { ...value } : {});

const list = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(record) : []);

export const nodesOf = (value: unknown): Fields[] => list(record(value)["nodes"]);

export interface Changed {
  id: string;
  returned: Fields;
  userErrors: Fields[];
  line: (index?: number) => Fields;
}

const changed = ({ data, errors }: Answer): Changed => {
  if (errors[0]) throw new Error(errors[0].message);
  const payload = record(Object.values(data ?? {})[0]);
  const returned = record(payload["return"]);
  const line = (index = 0) => nodesOf(returned["returnLineItems"])[index] ?? {};
  return { id: String(returned["id"]), returned, userErrors: list(payload["userErrors"]), line };
};

interface LineWish {
  quantity: number;
  line?: string;
  fee?: number;
  note?: string;
  reason?: string;
}

export interface OrderWish {
  tax?: string;
  taxesIncluded?: boolean;
  currency?: string;
  price?: string;
  quantity?: number;
  discount?: string;
  shipping?: string;
  /** Units that ship; default: all. */
  ship?: number;
  tenders?: readonly { gateway: string; amount?: string }[];
}

export type Bench = Awaited<ReturnType<typeof fulfilledOrder>>;

/** `#1001`: three of VAR for 99.99 less 10.00, shipped. */
export async function fulfilledOrder(wish: OrderWish = {}) {
  const bench = aStore({
    locations: [{ name: "Main" }, { name: "West" }],
    taxesIncluded: wish.taxesIncluded ?? false,
  });
  const { store } = bench;
  store.createProduct({ sku: "VAR", title: "Variator kit", price: "33.33", stock: 10, tax: wish.tax ?? "0" });
  const orderId = store.placeOrder({
    name: "#1001",
    lines: [{ sku: "VAR", quantity: wish.quantity ?? 3, price: wish.price ?? "33.33" }],
    discount: wish.discount ?? "10.00",
    ...(wish.shipping === undefined ? {} : { shipping: wish.shipping }),
    ...(wish.currency === undefined ? {} : { currency: wish.currency }),
    ...(wish.tenders === undefined ? {} : { tenders: wish.tenders }),
  });
  store.fulfil("#1001", wish.ship === undefined ? {} : { lines: [{ sku: "VAR", quantity: wish.ship }] });
  const inShop = asker(bench);
  const units = await inShop(RETURNABLE, { orderId });
  const lineId = String(record(returnableLines(units)[0]?.["fulfillmentLineItem"])["id"]);
  await store.webhooks.idle();
  bench.received.length = 0;
  return { ...bench, ...actions({ ask: inShop, orderId, lineId }), ask: inShop, orderId, lineId };
}

const asker =
  ({ store }: StoreBench) =>
  (query: string, variables: Fields = {}, scopes?: readonly string[]) =>
    ask(store, query, scopes === undefined ? { variables } : { variables, scopes });

const returnableLines = ({ data }: Answer): Fields[] =>
  nodesOf(data?.["returnableFulfillments"]).flatMap((one) => nodesOf(one["returnableFulfillmentLineItems"]));

interface Subject {
  ask: (query: string, variables?: Fields) => Promise<Answer>;
  orderId: string;
  lineId: string;
}

/** Money of a payout: to the order's payments, by their place. */
interface Payout {
  parentId: string;
  amount: string;
  currency?: string;
}

interface ProcessWish {
  quantity: number;
  pay?: readonly Payout[];
  dispositions?: readonly Fields[];
  more?: Fields;
}

function actions({ ask: inShop, orderId, lineId }: Subject) {
  const lineInput = ({ quantity, line, fee, note, reason }: LineWish) => ({
    fulfillmentLineItemId: line ?? lineId,
    quantity,
    ...(fee === undefined ? {} : { restockingFee: { percentage: fee } }),
    ...(note === undefined ? {} : { returnReasonNote: note }),
    ...(reason === undefined ? {} : { returnReasonDefinitionId: reason }),
  });
  const change = async (mutation: keyof typeof PARTS, variables: Fields) =>
    changed(await inShop(PARTS[mutation], variables));
  return {
    change,
    returnable: async () => returnableLines(await inShop(RETURNABLE, { orderId })).map(({ quantity }) => quantity),
    create: (lines: readonly LineWish[], order = orderId) =>
      change("create", { input: { orderId: order, returnLineItems: lines.map(lineInput) } }),
    request: (lines: readonly LineWish[]) =>
      change("returnRequest", { input: { orderId, returnLineItems: lines.map(lineInput) } }),
    remove: ({ id, line }: Changed, quantity: number, returnLineItemId = String(line()["id"])) =>
      change("remove", { id, lines: [{ returnLineItemId, quantity }] }),
    dispose: async (made: Changed, input: Fields) =>
      inShop(PARTS.dispose, { inputs: [{ reverseFulfillmentOrderLineItemId: reverseLine(made), ...input }] }),
    process: (made: Changed, { quantity, pay, dispositions = [], more = {} }: ProcessWish) =>
      change("returnProcess", {
        input: {
          returnId: made.id,
          returnLineItems: [
            {
              id: made.line()["id"],
              quantity,
              dispositions: dispositions.map((one) => ({
                reverseFulfillmentOrderLineItemId: reverseLine(made),
                ...one,
              })),
            },
          ],
          ...(pay === undefined
            ? {}
            : { financialTransfer: { issueRefund: { orderTransactions: pay.map(transfer) } } }),
          ...more,
        },
      }),
  };
}

const transfer = ({ parentId, amount, currency = "CAD" }: Payout) => ({
  parentId,
  transactionAmount: { amount, currencyCode: currency },
});

export const reverseLine = ({ returned }: Changed): string => {
  const reverse = nodesOf(returned["reverseFulfillmentOrders"])[0];
  return String(nodesOf(reverse?.["lineItems"])[0]?.["id"]);
};
