import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BROWSER } from "../kit/app.ts";
import { startShop, type ShopUnderTest } from "./shop-under-test.ts";

const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from("JFIF photo of a scratched bell")]);
const EXECUTABLE = Buffer.concat([Buffer.from("MZ"), Buffer.alloc(4_096, 0x90)]);
const MEGABYTE = 1_024 * 1_024;

let shop: ShopUnderTest;

beforeAll(async () => {
  shop = await startShop();
  for (const [name, customer] of [
    ["#1", "Rider One"],
    ["#2", "Rider Two"],
  ] as const) {
    shop.store.placeOrder({
      name,
      customer,
      shipTo: { country: "CA", province: "QC" },
      lines: [{ sku: "BELT", quantity: 1 }],
    });
  }
  await shop.settle();
}, 120_000);
afterAll(() => shop.close());

const lineOf = (name: string) => ({
  orderId: shop.store.order(name).id,
  lineId: shop.store.order(name).lines[0]?.id ?? "",
});

interface Upload {
  customer?: string;
  of?: Record<string, string>;
  type?: string;
}

/** Sends a photo as the extension does, from a worker that has no origin. */
async function upload(
  body: Uint8Array,
  { customer = "Rider One", of = lineOf("#1"), type = "image/jpeg" }: Upload = {},
) {
  const query = new URLSearchParams(of).toString();
  const response = await fetch(`${shop.app.url}/customer-account/photo?${query}`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${shop.store.customerSessionToken({ customerId: shop.store.customerId(customer) })}`,
      "Content-Type": type,
      "User-Agent": BROWSER,
      Origin: "null",
    },
    body: Uint8Array.from(body),
  });
  const answer: { photoId?: string; error?: string; details?: unknown } = await response.json();
  return { status: response.status, answer, allowed: response.headers.get("access-control-allow-origin") };
}

const asStaff = (path: string, init: RequestInit = {}, token = shop.store.adminSessionToken()) =>
  fetch(`${shop.app.url}${path}`, { ...init, headers: { Authorization: `Bearer ${token}`, "User-Agent": BROWSER } });

const stored = async (): Promise<number> => {
  const { rows } = await shop.database.query<{ count: number }>("SELECT count(*)::int AS count FROM attachment");
  return rows[0]?.count ?? 0;
};

describe("a shopper's photo", () => {
  it("is kept, and shown to staff with headers under which nothing in it can run", async () => {
    const { status, answer, allowed } = await upload(JPEG);

    const shown = await asStaff(`/app/photos/${answer.photoId}`);

    expect([status, allowed]).toEqual([201, "*"]);
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(JPEG);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      "content-type": "image/jpeg",
      "content-disposition": 'attachment; filename="photo.jpeg"',
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    });
  });

  it("is what its content says, whatever it is called", async () => {
    const { answer } = await upload(JPEG, { type: "text/html" });

    const shown = await asStaff(`/app/photos/${answer.photoId}`);

    expect(shown.headers.get("content-type")).toBe("image/jpeg");
  });

  it.each([
    { name: "an executable renamed .jpg", body: EXECUTABLE },
    { name: "a page", body: Buffer.from("<script>alert(1)</script>") },
    { name: "an SVG", body: Buffer.from('<svg onload="alert(1)"/>') },
    { name: "nothing at all", body: Buffer.alloc(0) },
  ])("is refused when it is $name, with a code, and nothing is kept", async ({ body }) => {
    const before = await stored();

    const { status, answer } = await upload(body);

    expect([status, answer]).toEqual([
      400,
      { error: "invalid-request", details: [{ path: "photo", code: "not-a-photo" }] },
    ]);
    expect(await stored()).toBe(before);
  });

  it("of 8 MB is kept; of a byte more it is refused", async () => {
    const large = Buffer.concat([JPEG, Buffer.alloc(8 * MEGABYTE - JPEG.byteLength)]);

    const fits = await upload(large);
    const tooLarge = await upload(Buffer.concat([large, Buffer.alloc(1)]));

    expect(fits.status).toBe(201);
    expect([tooLarge.status, tooLarge.answer]).toEqual([
      413,
      { error: "invalid-request", details: [{ path: "", code: "too-large" }] },
    ]);
  });

  it("that says it has 20 MB is refused before its bytes are read", async () => {
    const { hostname, port } = new URL(shop.app.url);
    const { orderId, lineId } = lineOf("#1");
    const socket = connect(Number(port), hostname);
    const token = shop.store.customerSessionToken({ customerId: shop.store.customerId("Rider One") });
    socket.write(
      [
        `POST /customer-account/photo?${new URLSearchParams({ orderId, lineId }).toString()} HTTP/1.1`,
        `Host: ${hostname}:${port}`,
        `User-Agent: ${BROWSER}`,
        `Authorization: Bearer ${token}`,
        "Content-Type: image/jpeg",
        `Content-Length: ${20 * MEGABYTE}`,
        "\r\n",
      ].join("\r\n"),
    );
    socket.write(JPEG);

    // Not another byte is sent: an answer can only come from the headers.
    const answer = await new Promise<string>((resolve) => socket.once("data", (chunk) => resolve(chunk.toString())));
    socket.destroy();

    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  it.each([
    { name: "another customer's order", of: () => lineOf("#2") },
    { name: "an order that is not there", of: () => ({ ...lineOf("#1"), orderId: "gid://shopify/Order/99" }) },
    { name: "a number instead of an order", of: () => ({ ...lineOf("#1"), orderId: "1001" }) },
  ])("of $name is answered alike: there is no such order", async ({ of }) => {
    const { status, answer } = await upload(JPEG, { of: of() });

    expect([status, answer]).toEqual([404, { error: "order-not-found" }]);
  });

  it("of a line of another order is refused", async () => {
    const { status, answer } = await upload(JPEG, { of: { ...lineOf("#1"), lineId: lineOf("#2").lineId } });

    expect([status, answer.details]).toEqual([400, [{ path: "lineId", code: "unknown-line" }]]);
  });

  it("is one too many after sixteen of one line", async () => {
    const of = lineOf("#2");
    const kept = [];
    for (let index = 0; index < 16; index += 1) kept.push((await upload(JPEG, { customer: "Rider Two", of })).status);

    const { status, answer } = await upload(JPEG, { customer: "Rider Two", of });

    expect(kept).toEqual(Array(16).fill(201));
    expect([status, answer.details]).toEqual([400, [{ path: "photo", code: "too-many-photos" }]]);
  });

  it("is shown to nobody else: not by a guessed id, not without a token of staff", async () => {
    const { answer } = await upload(JPEG);
    const customer = shop.store.customerSessionToken({ customerId: shop.store.customerId("Rider One") });

    const guessed = await asStaff("/app/photos/00000000-0000-4000-8000-000000000000");
    const misspelt = await asStaff("/app/photos/../etc");
    const byShopper = await asStaff(`/app/photos/${answer.photoId}`, {}, customer);

    expect([guessed.status, misspelt.status]).toEqual([404, 404]);
    expect(byShopper.status).not.toBe(200);
    expect(byShopper.headers.get("content-type")).not.toBe("image/jpeg");
  });

  it("is asked for too often after a burst, and the shopper is told when to come back", async () => {
    const statuses = await Promise.all(
      Array.from({ length: 130 }, () => upload(EXECUTABLE, { customer: "Rider Two", of: lineOf("#2") })),
    );

    expect(statuses.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
    expect(statuses.find(({ status }) => status === 429)).toMatchObject({
      answer: { error: "too-many-requests" },
      allowed: "*",
    });
  });
});

describe("a photo that staff take", () => {
  it("is kept by its content too", async () => {
    const post = (body: Buffer) => asStaff("/app/photo-upload", { method: "POST", body: Uint8Array.from(body) });

    const kept = await post(JPEG);
    const refused = await post(EXECUTABLE);

    const { photoId }: { photoId: string } = await kept.json();
    const shown = await asStaff(`/app/photos/${photoId}`);
    expect([kept.status, shown.status, refused.status]).toEqual([201, 200, 400]);
  });
});

describe("redaction", () => {
  it("takes a shopper's photos whole", async () => {
    await upload(JPEG, { customer: "Rider One" });

    shop.store.redact("Rider One");
    await shop.settle();

    const { rows } = await shop.database.query("SELECT order_id FROM attachment WHERE order_id = $1", [
      lineOf("#1").orderId,
    ]);
    expect(rows).toEqual([]);
  });
});
