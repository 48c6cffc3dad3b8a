import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aMail } from "../builders/mails.ts";
import { readPdf } from "../kit/pdf.ts";
import { startMailServer, type MailServer } from "../kit/smtp.ts";
import type { LocalStore } from "../store/types.ts";
import { openDesk, type Desk } from "./desk.ts";

const RIDER = { name: "Élodie Rider", email: "elodie@riders.example" };

let server: MailServer;
let desk: Desk;
let store: LocalStore;
let orderId: string;

beforeAll(async () => {
  server = await startMailServer();
  Object.assign(process.env, { SMTP_URL: server.url, MAIL_FROM: "rma@desk.example" });
  desk = await openDesk(new Date("2026-03-02T15:00:00Z"));
  store = desk.openStore({ shop: "koso-mail.myshopify.com" });
  store.createProduct({ sku: "GAUGE", title: "Gauge", price: "200.00", stock: 100 });
  await desk.visit(store);
  await desk.catchUp();
  orderId = store.placeOrder({
    name: "#1001",
    customer: RIDER,
    locale: "fr-CA",
    shipTo: { country: "CA", province: "QC", name: RIDER.name, address1: "4711 Rue du Canari", city: "Laval" },
    lines: [{ sku: "GAUGE", quantity: 2 }],
  });
  await desk.catchUp();
});
afterAll(async () => {
  await desk.close();
  await server.close();
  Object.assign(process.env, { SMTP_URL: "", MAIL_FROM: "" });
});
beforeEach(() => {
  server.received.splice(0);
});
afterEach(() => {
  server.moods = { recipient: "takes", data: "takes", login: "takes" };
  server.unknown.clear();
});

const promise = async (key: string, content = aMail("delay-notice"), order: string | null = orderId) => {
  const about = {
    shop: store.shop,
    key,
    subject: "order",
    subjectId: orderId,
    orderId: order,
    at: new Date(),
  } as const;
  await desk.app.db.$transaction((tx) => desk.app.queueMails(tx, [{ ...about, ...content }]));
};

const mailOf = (key: string) => desk.app.db.mail.findUniqueOrThrow({ where: { shop_key: { shop: store.shop, key } } });

const sentEvents = () =>
  desk.app.db.caseEvent.count({ where: { shop: store.shop, subjectId: orderId, code: "mail-sent" } });

/** Until it holds: tries follow each other with pauses that no queue length shows. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe("a promised mail", () => {
  it("is sent once, in the customer's language, however often it is promised", async () => {
    const before = await sentEvents();

    await Promise.all([1, 2, 3].map(() => promise("once")));
    await desk.settle();
    await promise("once");
    await desk.settle();

    expect(server.received).toMatchObject([
      { from: "rma@desk.example", to: [RIDER.email], mail: { subject: expect.stringContaining("rupture de stock") } },
    ]);
    expect(await mailOf("once")).toMatchObject({
      state: "sent",
      sentBy: "smtp",
      tries: 1,
      language: "fr",
      recipient: RIDER.email,
      text: server.received[0]?.mail.text?.replace(/\n$/, "") + "\n",
    });
    expect(await sentEvents()).toBe(before + 1);
  });

  it("brings the form to print, with what only Shopify knows of the customer", async () => {
    await promise("form", aMail("rma-approved"));
    await desk.settle();

    const [received] = server.received;
    expect(received?.mail.attachments).toMatchObject([{ filename: "rma-form.pdf", contentType: "application/pdf" }]);
    const { title, pages } = await readPdf(received?.mail.attachments[0]?.content ?? new Uint8Array());
    expect(title).toBe("Formulaire de retour RMA-100001-4");
    expect(pages[0]).toContain("4711 Rue du Canari");
    expect(pages[0]).toContain("100 Workshop Road");
    expect(pages[1]).toContain("400,00 $");
    expect(await mailOf("form")).toMatchObject({ attachments: ["rma-form.pdf"] });
    const kept = await desk.rows("SELECT 1 FROM mail WHERE mail::text LIKE '%Canari%'");
    expect(kept).toEqual([]);
  });

  it("is not promised when the change that it tells of is taken back", async () => {
    const taken = desk.app.db.$transaction(async (tx) => {
      const about = { shop: store.shop, key: "undone", subject: "order", subjectId: orderId, orderId } as const;
      await desk.app.queueMails(tx, [{ ...about, at: new Date(), ...aMail("delay-notice") }]);
      throw new Error("taken back");
    });
    await expect(taken).rejects.toThrow("taken back");
    await desk.settle();

    expect(server.received).toEqual([]);
    expect(await desk.app.db.mail.count({ where: { key: "undone" } })).toBe(0);
  });

  it("is tried again after a reply that says later, and arrives once", async () => {
    server.moods = { ...server.moods, recipient: 450 };
    await promise("later");
    await until(async () => (await mailOf("later")).tries > 0);
    expect(await mailOf("later")).toMatchObject({ state: "waiting", lastError: "mail-not-taken" });

    server.moods = { ...server.moods, recipient: "takes" };
    await until(async () => (await mailOf("later")).state === "sent");
    await desk.settle();

    expect(server.received).toHaveLength(1);
    expect(await mailOf("later")).toMatchObject({ lastError: null });
  });

  it("bounces at once from an address that does not exist, and is not tried for ever", async () => {
    server.unknown.add(RIDER.email);
    await promise("bounced");
    await desk.settle();

    expect(await mailOf("bounced")).toMatchObject({ state: "failed", lastError: "mail-bounced", tries: 1 });
    const told = { shop: store.shop, subjectId: orderId, code: "mail-failed" };
    expect(await desk.app.db.caseEvent.findMany({ where: told })).toMatchObject([
      { by: "app", details: { mail: "delay-notice", mailError: "mail-bounced" } },
    ]);
    expect(await desk.app.listDeadLetters(store.shop)).toEqual([]);
    expect(server.received).toEqual([]);
  });

  it("arrives as one and the same mail when the server's answer was lost (decision 007)", async () => {
    server.moods = { ...server.moods, data: "takes-and-hangs-up" };
    await promise("answer lost");
    await until(() => server.received.length > 0);
    server.moods = { ...server.moods, data: "takes" };
    await until(async () => (await mailOf("answer lost")).state === "sent");

    const ids = server.received.map(({ mail }) => mail.messageId);
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(1);
  });

  it("is sent by one of two workers only", async () => {
    const { sendMail, createMailer } = await sending();
    await promise("two workers");
    const { id: mailId } = await mailOf("two workers");
    const mailer = createMailer({ url: server.url, from: "rma@desk.example", patienceMs: 5_000 });

    await Promise.all([1, 2, 3].map(() => sendMail(desk.app.db, { shop: store.shop, mailId, mailer })));
    await desk.settle();

    expect(server.received).toHaveLength(1);
  });

  it("stops where there is nobody to write to", async () => {
    await promise("nobody", aMail("claim-opened", { orderName: null }), null);
    await desk.settle();

    expect(await mailOf("nobody")).toMatchObject({ state: "stopped", lastError: "no-address" });
    expect(await desk.app.listDeadLetters(store.shop)).toEqual([]);
  });

  it("alerts the people of the settings and never the customer", async () => {
    const policy = await desk.app.db.policyVersion.findFirstOrThrow({
      where: { shop: store.shop },
      orderBy: { version: "desc" },
    });
    const settings = JSON.parse(JSON.stringify(policy.settings));
    settings.breach.alertTo = ["boss@koso.example", "audit@koso.example"];
    await desk.app.db.policyVersion.create({ data: { ...policy, version: policy.version + 1, settings } });

    await promise("alert", aMail("breach-alert"));
    await desk.settle();

    expect(server.received).toMatchObject([{ to: ["boss@koso.example", "audit@koso.example"] }]);
    expect(server.received[0]?.source).not.toContain(RIDER.email);
  });

  it("waits while the shop's access is lost, and goes out when it comes back", async () => {
    await desk.app.db.shop.update({ where: { shop: store.shop }, data: { pausedBecause: "shopify-access-lost" } });
    await promise("paused");
    await desk.settle();
    expect(await mailOf("paused")).toMatchObject({ state: "waiting" });

    await desk.app.db.shop.update({ where: { shop: store.shop }, data: { pausedBecause: null } });
    await desk.app.requestReconciliation(store.shop);
    await desk.settle();

    expect(await mailOf("paused")).toMatchObject({ state: "sent" });
  });

  it("leaves no address in the logs", () => {
    expect(desk.logs.filter((line) => line.includes(RIDER.email) || line.includes("boss@koso.example"))).toEqual([]);
  });

  it("is not sent any more once the shop has uninstalled", async () => {
    server.moods = { ...server.moods, recipient: 450 };
    await promise("gone");
    await until(async () => (await mailOf("gone")).tries > 0);

    store.uninstall();
    await desk.catchUp();

    expect(await mailOf("gone")).toMatchObject({ state: "stopped", lastError: "app-uninstalled" });
  });
});

/** Loaded after the desk has opened, as the desk's own modules are. */
async function sending() {
  const { sendMail } = await import("~/workflows/send-mail.server");
  const { createMailer } = await import("~/mailer.server");
  return { sendMail, createMailer };
}
