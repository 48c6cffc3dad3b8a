import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startShop, type ShopUnderTest } from "../reliability/shop-under-test.ts";
import { isFields, type Fields } from "../scenario/match.ts";
import { staffSurface, type StaffSurface } from "../scenario/surfaces/staff.ts";

let shop: ShopUnderTest;
let staff: StaffSurface;
let anna: string;

beforeAll(async () => {
  shop = await startShop();
  staff = staffSurface(shop.app.url, shop.store);
  anna = shop.store.staffId("Anna Tremblay");
});
afterAll(() => shop.close());

const saveDraft = (base: number, change: unknown, by?: string, subject = "returns") =>
  staff.send(
    `/app/policy/${subject}`,
    { intent: "save-draft", base: String(base), change: JSON.stringify(change) },
    by,
  );
const publishDraft = (revision: number, version: number) =>
  staff.send("/app/policy", { intent: "publish-draft", revision: String(revision), version: String(version) });
const publish = (settings: unknown) =>
  staff.send("/app/policy", {
    intent: "publish",
    settings: typeof settings === "string" ? settings : JSON.stringify(settings),
  });

async function page(path: string, route: string): Promise<Fields> {
  const { [route]: found } = await staff.read(path);
  if (!isFields(found)) throw new Error(`${path} shows ${JSON.stringify(found)}`);
  return found;
}
const overview = () => page("/app/policy", "routes/app.policy");
const subject = (name: string) => page(`/app/policy/${name}`, "routes/app.policy_.$subject");

describe("the draft of the policy (R2)", () => {
  it("changes nothing before it is published, then is version 2 and gone", async () => {
    expect(await saveDraft(0, { return: { windowDays: 45 } })).toMatchObject({
      status: 200,
      data: { saved: { revision: 1, settings: { return: { windowDays: 45 } } } },
    });
    expect(await overview()).toMatchObject({
      version: 1,
      draft: { revision: 1, changes: [{ path: "return.windowDays", before: 30, after: 45 }], name: "Staff Member 1" },
    });

    expect(await publishDraft(1, 1)).toEqual({ status: 200, data: { version: 2 } });
    expect(await overview()).toMatchObject({ version: 2, draft: { revision: 2, changes: [] } });
    expect(await publishDraft(2, 2)).toMatchObject({ status: 422, data: { errors: [{ code: "nothing-to-publish" }] } });
  });

  it("shows the second of two people the first's change, and loses neither's", async () => {
    expect(await saveDraft(2, { return: { rmaValidDays: 20 } }, anna)).toMatchObject({ status: 200 });

    const second = await saveDraft(2, { return: { restockFeePercent: 10 } });
    expect(second).toMatchObject({
      status: 409,
      data: { conflict: { name: "Anna Tremblay", revision: 3, settings: { return: { rmaValidDays: 20 } } } },
    });
    expect(await saveDraft(3, { return: { restockFeePercent: 10 } })).toMatchObject({ status: 200 });

    expect(await overview()).toMatchObject({
      draft: { changes: [{ path: "return.restockFeePercent" }, { path: "return.rmaValidDays" }] },
    });
  });

  it("lets exactly one of many who save at the same moment be first", async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, index) => saveDraft(4, { rma: { prefix: `P${index}` } })),
    );

    expect(all.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
  });

  it("is not published unseen: not when it changed, and not when the ground under it did", async () => {
    expect(await publishDraft(4, 2)).toMatchObject({ status: 409, data: { errors: [{ code: "stale-draft" }] } });
    expect(await publish({ warranty: { months: 24 } })).toEqual({ status: 200, data: { version: 3 } });
    expect(await publishDraft(5, 2)).toMatchObject({ status: 409, data: { errors: [{ code: "stale-draft" }] } });

    const { draft } = await overview();
    expect(JSON.stringify(draft)).not.toContain("warranty.months");
    expect(await publishDraft(5, 3)).toEqual({ status: 200, data: { version: 4 } });
    expect(await subject("warranty")).toMatchObject({
      published: { warranty: { months: 24 }, return: { rmaValidDays: 20 } },
    });
  });

  it("is thrown away on demand", async () => {
    await saveDraft(6, { return: { windowDays: 1 } });
    expect(await staff.send("/app/policy", { intent: "discard-draft", revision: "6" })).toMatchObject({ status: 409 });
    expect(await staff.send("/app/policy", { intent: "discard-draft", revision: "7" })).toMatchObject({ status: 200 });

    expect(await overview()).toMatchObject({ version: 4, draft: { changes: [] } });
  });
});

describe("bad input", () => {
  const base = async () => Number((await page("/app/policy/exchange", "routes/app.policy_.exchange"))["revision"]);
  const many = (length: number, entry: unknown) => Array.from({ length }, () => entry);

  it.each<[what: string, change: unknown, path: string, code: string]>([
    ["an unknown group", { returns: {} }, "returns", "unknown-setting"],
    ["an unknown setting", { return: { window: 3 } }, "return.window", "unknown-setting"],
    ["10,000 tags", { electronic: { tags: many(10_000, "tag") } }, "electronic.tags", "too-many"],
    ["a script", { dock: { returnAddress: "<script>alert(1)</script>" } }, "dock.returnAddress", "markup"],
    ["a hostile pattern", { electronic: { tags: ["(a+)+$"] } }, "electronic.tags.0", "pattern"],
    ["a null byte", { rma: { prefix: "R\u0000" } }, "rma.prefix", "control-character"],
  ])(
    "with %s is refused with its path, by the form, the import and the publication",
    async (_what, change, path, code) => {
      const errors = [expect.objectContaining({ path, code })];
      const settings = JSON.stringify(change);
      const draft = await base();

      expect(await saveDraft(draft, change)).toEqual({ status: 422, data: { errors } });
      expect(await staff.send("/app/policy/exchange", { intent: "import", base: String(draft), settings })).toEqual({
        status: 422,
        data: { errors },
      });
      expect(await publish(change)).toEqual({ status: 422, data: { errors } });
      expect(await overview()).toMatchObject({ version: 4, draft: { changes: [] } });
    },
  );

  it.each([
    ["not JSON", "{"],
    ["deeper than anyone can read", "[".repeat(400_000)],
  ])("that is %s is refused", async (_what, settings) => {
    const sent = { intent: "import", base: String(await base()), settings };

    expect(await publish(settings)).toMatchObject({ status: 422, data: { errors: [{ code: "not-json" }] } });
    expect(await staff.send("/app/policy/exchange", sent)).toMatchObject({ status: 422 });
  });

  it("of every kind is a 400 where the form itself is wrong", async () => {
    expect(await staff.send("/app/policy", { intent: "publish" })).toMatchObject({ status: 400 });
    expect(await staff.send("/app/policy", { intent: "else" })).toMatchObject({ status: 400 });
    expect(await staff.send("/app/policy/returns", { intent: "save-draft", base: "-1", change: "{}" })).toMatchObject({
      status: 400,
    });
    expect(await staff.send("/app/policy/exchange", { intent: "preset", base: "1", name: "other" })).toMatchObject({
      status: 400,
    });
  });
});

describe("presets, import, export and history", () => {
  it("take a preset over as a draft, and the shop's own facts stay", async () => {
    const { revision } = await page("/app/policy/exchange", "routes/app.policy_.exchange");
    const taken = await staff.send("/app/policy/exchange", {
      intent: "preset",
      base: String(revision),
      name: "neutral",
    });

    expect(taken).toMatchObject({ status: 200 });
    expect(await subject("returns")).toMatchObject({
      draft: {
        settings: {
          return: { restockFeePercent: 0, windowDays: 30 },
          warranty: { phones: ["450-359-0604", "1-877-777-0604"] },
        },
      },
      published: { return: { restockFeePercent: 10 } },
    });
  });

  it("bring an exported version back", async () => {
    const exported = await staff.download("/app/policy/export?version=1");
    const { revision } = await page("/app/policy/exchange", "routes/app.policy_.exchange");
    const settings = await exported.text();
    await staff.send("/app/policy/exchange", { intent: "import", base: String(revision), settings });

    expect(exported.headers.get("content-disposition")).toContain("policy-version-1.json");
    expect((await subject("returns"))["draft"]).toMatchObject({ settings: JSON.parse(settings) });
    expect((await staff.download("/app/policy/export?version=99")).status).toBe(404);
  });

  it("show what differs between any two versions, and who published them", async () => {
    const history = await page("/app/policy/history?from=1&to=3", "routes/app.policy_.history");

    expect(history).toMatchObject({
      versions: [{ version: 4 }, { version: 3 }, { version: 2, name: "Staff Member 1" }, { version: 1, isByApp: true }],
      compared: {
        from: 1,
        to: 3,
        changes: [
          { path: "return.windowDays", before: 30, after: 45 },
          { path: "warranty.months", before: 12, after: 24 },
        ],
      },
    });
  });

  it("write the policy's text from the draft, in both languages", async () => {
    const { text } = await overview();

    expect(text).toMatchObject({ en: expect.anything(), fr: expect.anything() });
    expect(JSON.stringify(text)).toContain("You have 30 days from invoice date");
    expect(JSON.stringify(text)).toContain("Vous avez 30 jours à compter de la date de facture");
  });
});
