import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import type { Browser, Frame, Page } from "playwright-core";
import { z } from "zod";
import { createTestDatabase } from "../database.ts";
import { shopperSurface } from "../scenario/surfaces/shopper.ts";
import { staffSurface } from "../scenario/surfaces/staff.ts";
import { collectFaults, launchBrowser, openWindow, overflowOf, violationsIn, type Screen } from "./browser.ts";
import { startWorld, type BrowserWorld } from "./world.ts";

export interface View {
  screen: Screen;
  locale: "en" | "fr";
}

export const DESK: View = { screen: "desk", locale: "en" };
export const TELEPHONE: View = { screen: "telephone", locale: "en" };
export const VIEWS: readonly View[] = [
  DESK,
  TELEPHONE,
  { screen: "desk", locale: "fr" },
  { screen: "telephone", locale: "fr" },
];

/** A page of the app in the store's admin, as one person has it before them. */
export interface AppWindow {
  page: Page;
  frame: Frame;
  /** What went wrong without anybody seeing it. */
  faults: string[];
  close(): Promise<void>;
}

const caseList = z.object({
  rows: z.array(z.object({ id: z.string(), number: z.string().nullable(), status: z.string() })),
});
type CaseList = z.output<typeof caseList>;

/** A store with the app that a browser can look at. */
export interface Stage {
  world: BrowserWorld;
  browser: Browser;
  databaseUrl: string;
  /** Opens a page of the app, as the shop's owner or as somebody of the staff, by name; the first one installs the app. */
  open(path: string, view?: View, person?: string): Promise<AppWindow>;
  orderPath(name: string): string;
  close(): Promise<void>;
}

export interface Scene extends Stage {
  /** Somebody of Quebec buys. */
  place(name: string, customer: string, items: readonly (readonly [sku: string, quantity: number])[]): void;
  /** Everything of these orders goes out, and the app has taken note. */
  shipped(...names: string[]): Promise<void>;
  /** The customer asks on the order page for every unit. @returns the number of the case, or an empty one. */
  ask(order: string, reason: string): Promise<string>;
  /** The list of cases as a search shows it. */
  cases(search: string): Promise<CaseList>;
}

/** A store in which nobody has installed the app yet; pictures go to `artefacts`. */
export async function startStage(): Promise<Stage> {
  mkdirSync("artefacts", { recursive: true });
  const database = await createTestDatabase();
  const world = await startWorld(database.url);
  const browser = await launchBrowser();
  return {
    world,
    browser,
    databaseUrl: database.url,
    open: async (path, view = DESK, person = undefined) => {
      const context = await openWindow(browser, view.screen, `${view.locale}-CA`);
      const page = await context.newPage();
      const faults = collectFaults(page);
      const as = person === undefined ? "" : `&${new URLSearchParams({ staff: person }).toString()}`;
      await page.goto(`${world.adminUrl(path, view.locale)}${as}`);
      return { page, frame: await appFrame(page), faults, close: () => context.close() };
    },
    orderPath: (name) => `/app/orders/${world.store.order(name).id.split("/").at(-1) ?? ""}`,
    close: async () => {
      await browser.close();
      await world.stop();
      await database.drop();
    },
  };
}

/** The app installed in a store, with what people do there. */
export async function startScene(): Promise<Scene> {
  const stage = await startStage();
  const { world } = stage;
  const staff = staffSurface(world.appUrl, world.store);
  await staff.open();
  await world.settle();
  const cases = async (search: string) => {
    const routes = await staff.read(`/app/rmas?${new URLSearchParams({ search }).toString()}`);
    return caseList.parse(routes["routes/app.rmas._index"]);
  };
  return {
    ...stage,
    place: (name, customer, items) => {
      const lines = items.map(([sku, quantity]) => ({ sku, quantity }));
      world.store.placeOrder({ name, customer, shipTo: { country: "CA", province: "QC" }, lines });
    },
    shipped: async (...names) => {
      await world.settle();
      for (const name of names) world.store.fulfil(name);
      await world.settle();
    },
    ask: async (order, reason) => {
      const { id: orderId, customerId, lines } = world.store.order(order);
      const asked = lines.map((line) => ({ lineId: line.id, quantity: line.quantity, reason }));
      const body = { orderId, requestId: randomUUID(), lines: asked };
      await shopperSurface(world.appUrl, world.store).ask("request", customerId ?? "", body);
      await world.settle();
      const { rows } = await cases(order);
      return rows[0]?.number ?? "";
    },
    cases,
  };
}

/** The app within the admin, once it has come to rest. */
export async function appFrame(page: Page): Promise<Frame> {
  const handle = await page.waitForSelector("iframe[name=app-iframe]");
  const frame = await handle.contentFrame();
  if (frame === null) throw new Error("The admin shows no frame.");
  await frame.waitForLoadState("networkidle");
  return frame;
}

/** What must be so on every page: accessible, within its window, no key without its text, no hidden fault. */
export async function checked({ frame, faults }: AppWindow) {
  return {
    violations: await violationsIn(frame),
    overflow: await overflowOf(frame),
    untold: (await frame.getByRole("main").innerText()).match(
      /\{\{|\b(breaches|claims|checklists|coverage|details|dock|events|inspection|mails|openClaim|reason|registerClaim|reports|rma|rmas|rmaError|rmaStatus|views)\.[a-z]\w+/g,
    ),
    faults,
  };
}

/** Takes a picture of the whole page: the app scrolls within its frame, so the window grows to it for that moment. */
export async function picture({ page, frame }: AppWindow, name: string): Promise<void> {
  const before = page.viewportSize();
  const height: number = await frame.evaluate("document.documentElement.scrollHeight");
  if (before !== null) await page.setViewportSize({ ...before, height: Math.max(before.height, height + ADMIN_BAR) });
  await page.screenshot({ path: `artefacts/${name}.png` });
  if (before !== null) await page.setViewportSize(before);
}

/** What the admin shows above the frame. */
const ADMIN_BAR = 140;

export const CLEAN = { violations: [], overflow: 0, untold: null, faults: [] };

/** A photo as a telephone makes it: one pixel, but a whole JPEG. */
export const PHOTO = {
  name: "IMG_0001.jpg",
  mimeType: "image/jpeg",
  buffer: Buffer.from(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AR//Z",
    "base64",
  ),
};

/** The bytes of a file that a page hands out when `press` is done. */
export async function downloaded(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  return { name: download.suggestedFilename(), bytes: Buffer.concat(chunks) };
}
