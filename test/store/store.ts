import {
  createProduct,
  deleteProduct,
  keepStockBack,
  setCollections,
  setStock,
  updateProduct,
} from "./acts/products.ts";
import { archiveOrder, changeAddress, editOrder, pay, placeOrder } from "./acts/orders.ts";
import { cancelOrder, chargeBack, refundInAdmin } from "./acts/refunds.ts";
import { refundReturnInAdmin, requestNatively, returnInAdmin } from "./acts/returns.ts";
import { carrierStatus, fulfil } from "./acts/fulfilment.ts";
import { holdInAdmin, releaseHoldInAdmin } from "./acts/holds.ts";
import { runFlowAction } from "./acts/flow.ts";
import { answerAsService, requestInAdmin } from "./acts/service.ts";
import { endRole } from "./companies/records.ts";
import { draftOverviews } from "./drafts/records.ts";
import { customerNamed, dataRequest, install, redact, shopRedact, uninstall } from "./acts/lifecycle.ts";
import { BulkBook } from "./bulk/book.ts";
import { CallLog } from "./api/call-log.ts";
import { withImplied } from "./api/access.ts";
import { API_VERSION } from "./api/schema.ts";
import { readDeclaredApp } from "./app-config.ts";
import { findMetafield } from "./metafields.ts";
import { staffNamed } from "./oauth/staff.ts";
import { TokenBook } from "./oauth/token-book.ts";
import { inventoryView, orderOverview, productOverview } from "./readers.ts";
import { createRouter } from "./router.ts";
import {
  IdCounter,
  locationNamed,
  orderNamed,
  productWithSku,
  type LocationRecord,
  type ShopSettings,
  type StoreState,
} from "./state.ts";
import { adminSessionToken, customerSessionToken } from "./tokens.ts";
import type { LocalStore, StoreOptions } from "./types.ts";
import { WebhookSender } from "./webhooks/sender.ts";

const SHOP = /^([a-z0-9][a-z0-9-]*)\.myshopify\.com$/;

/** Opens a shop of the local store. Nothing outside it is touched until the app calls or a webhook is due. */
export function createStore(options: StoreOptions): LocalStore {
  const state = createState(options);
  const route = createRouter(state);
  return {
    shop: state.settings.shop,
    handleName: state.settings.handle,
    handle: (request) => route(request),
    ...actsOf(state),
    ...readersOf(state),
    webhooks: state.webhooks,
    bulk: state.bulk,
    failNext: (fault) => state.calls.failNext(fault),
    shiftSuggestion: (by) => (state.suggestionShift = by),
    onSucceeded: (operation, hook) => state.calls.onSucceeded(operation, hook),
    afterEachCall: (hook) => state.calls.afterEach(hook),
    calls: state.calls.calls,
    adminSessionToken: (token) => adminSessionToken(state, token),
    customerSessionToken: (token) => customerSessionToken(state, token),
    mintAccessToken: (scopes) =>
      state.tokens.issue({ scopes: withImplied(scopes ?? state.settings.scopes), expiresAt: null, userId: null }),
    revokeTokens: () => state.tokens.revokeAll(),
  };
}

const actsOf = (state: StoreState) =>
  ({
    createProduct: (product) => createProduct(state, product),
    updateProduct: (sku, change) => updateProduct(state, sku, change),
    deleteProduct: (sku) => deleteProduct(state, sku),
    setCollections: (sku, titles) => setCollections(state, sku, titles),
    placeOrder: (order) => placeOrder(state, order),
    pay: (order) => pay(state, order),
    fulfil: (order, shipment = {}) => fulfil(state, order, shipment),
    carrierStatus: (order, status) => carrierStatus(state, order, status),
    holdInAdmin: (order, reason) => holdInAdmin(state, order, reason),
    releaseHoldInAdmin: (order, reason) => releaseHoldInAdmin(state, order, reason),
    requestInAdmin: (order) => requestInAdmin(state, order),
    answerAsService: (order, answer, message) => answerAsService(state, order, { answer, message: message ?? null }),
    setStock: (sku, change, location) => setStock(state, sku, { change, location }),
    keepStockBack: (sku, name, count, location) => keepStockBack(state, sku, { name, count, location }),
    changeAddress: (order, shipTo) => changeAddress(state, order, shipTo),
    editOrder: (order, sku, quantity) => editOrder(state, order, { sku, quantity }),
    archive: (order) => archiveOrder(state, order),
    cancelOrder: (order) => cancelOrder(state, order),
    refundInAdmin: (order, { rma, ...request }) =>
      rma === undefined ? refundInAdmin(state, order, request) : refundReturnInAdmin(state, order, { ...request, rma }),
    chargeBack: (order, amount) => chargeBack(state, order, amount),
    returnInAdmin: (order, request) => returnInAdmin(state, order, request),
    requestNatively: (order, request) => requestNatively(state, order, request),
    install: () => install(state),
    uninstall: () => uninstall(state),
    reinstall: () => install(state),
    endRole: (customer, place) => endRole(state, { ...place, customerId: customerNamed(state, customer).id }),
    redact: (customer) => redact(state, customer),
    dataRequest: (customer) => dataRequest(state, customer),
    shopRedact: () => shopRedact(state),
    runFlowAction: (handle, run) => runFlowAction(state, handle, run),
  }) satisfies Partial<LocalStore>;

const readersOf = (state: StoreState) =>
  ({
    order: (name) => orderOverview(state, orderNamed(state, name)),
    orders: () => [...state.orders.values()].map((order) => orderOverview(state, order)),
    product: (sku) => productOverview(productWithSku(state, sku)),
    inventory: (sku, location) => inventoryView(state, sku, location),
    metafield: (ownerId, namespace, key) => findMetafield(state, ownerId, { namespace, key }),
    flowRuns: () => state.flowRuns,
    sentInvoices: () => state.invoices.map(({ of, to, amount }) => ({ of, to, amount })),
    draftsTagged: (tag) => draftOverviews(state, tag),
    customerId: (customer) => customerNamed(state, customer).id,
    customerEmail: (customer) => customerNamed(state, customer).email,
    staffId: (name) => staffNamed(state, name),
    locationId: (name) => locationNamed(state, name).id,
    refundedTotal: (order) => orderOverview(state, orderNamed(state, order)).refunded,
  }) satisfies Partial<LocalStore>;

function createState(options: StoreOptions): StoreState {
  const settings = settingsOf(options);
  const ids = new IdCounter(options.firstId ?? 1_001);
  const isInstalled = options.installed ?? true;
  const webhooks = new WebhookSender({
    shop: settings.shop,
    apiSecret: settings.apiSecret,
    apiVersion: API_VERSION,
    appUrl: options.appUrl,
    subscriptions: settings.subscriptions,
    now: options.clock,
    ids: new IdCounter(1),
    send: options.send ?? ((request) => fetch(request)),
    retryBaseMs: options.retryBaseMs ?? 50,
  });
  webhooks.installed = isInstalled;
  return {
    settings,
    now: options.clock,
    ids,
    installed: isInstalled,
    products: new Map(),
    productsBySku: new Map(),
    collections: new Map(),
    locations: locationsOf(options, ids),
    levels: new Map(),
    movedLevels: new Set(),
    customers: new Map(),
    orders: new Map(),
    ordersByName: new Map(),
    companies: new Map(),
    edits: new Map(),
    drafts: new Map(),
    invoices: [],
    metafields: new Map(),
    tokens: new TokenBook(new IdCounter(1), `${settings.shop}/${settings.apiSecret}`),
    staff: new Map(),
    webhooks,
    bulk: new BulkBook(),
    calls: new CallLog(),
    flowRuns: [],
    suggestionShift: null,
  };
}

function settingsOf(options: StoreOptions): ShopSettings {
  const handle = SHOP.exec(options.shop)?.[1];
  if (handle === undefined) throw new Error(`"${options.shop}" is no <handle>.myshopify.com.`);
  const app = readDeclaredApp();
  return {
    shop: options.shop,
    handle,
    name: options.name ?? "Koso North America",
    timezone: options.timezone ?? "America/Toronto",
    currency: options.currency ?? "CAD",
    taxesIncluded: options.taxesIncluded ?? false,
    plan: options.plan ?? "standard",
    apiKey: options.apiKey,
    apiSecret: options.apiSecret,
    frameUrl: options.frameUrl ?? options.appUrl,
    scopes: options.scopes ?? app.scopes,
    subscriptions: options.subscriptions ?? app.subscriptions,
    definitions: app.definitions,
  };
}

function locationsOf({ locations = [{ name: "Main" }] }: StoreOptions, ids: IdCounter): Map<string, LocationRecord> {
  const records = locations.map(({ name, country, isService }) => ({
    id: ids.gid("Location"),
    name,
    country: country ?? "CA",
    service: isService
      ? { id: ids.gid("FulfillmentService"), handle: name.toLowerCase().replace(/[^a-z0-9]+/g, "-") }
      : null,
  }));
  return new Map(records.map((record) => [record.id, record]));
}
