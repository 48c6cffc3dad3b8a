import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startShop, type ShopUnderTest } from "../reliability/shop-under-test.ts";
import { isFields } from "../scenario/match.ts";
import { staffSurface, type StaffSurface } from "../scenario/surfaces/staff.ts";

let shop: ShopUnderTest;
let staff: StaffSurface;

beforeAll(async () => {
  shop = await startShop();
  staff = staffSurface(shop.app.url, shop.store);
});
afterAll(() => shop.close());

const read = async (path: string, route: string) => {
  const page = (await staff.read(path))[route];
  if (!isFields(page)) throw new Error(`${path} showed ${JSON.stringify(page)}`);
  return page;
};
const casePage = (id: string) => read(`/app/rmas/${id}`, "routes/app.rmas.$rma");

async function registered(by?: string): Promise<string> {
  const purchasedOn = new Date().toISOString().slice(0, 10);
  const claim = { sku: "GAUGE", quantity: 1, country: "CA", purchasedOn, proof: "Receipt 18", serials: [] };
  const { data } = await staff.send("/app/claims", { claim: JSON.stringify(claim) }, by);
  const made = isFields(data) && isFields(data["claim"]) ? data["claim"]["id"] : null;
  return String(made);
}

const logCall = (id: string, call: object, by?: string) =>
  staff.send(`/app/rmas/${id}`, { intent: "log-call", call: JSON.stringify(call) }, by);
const saveSteps = (productClass: string, steps: string, by?: string) =>
  staff.send("/app/claims/checklists", { productClass, steps }, by);

/** Takes a registered claim to the choice of its remedy. */
async function inspected(): Promise<string> {
  const id = await registered();
  await logCall(id, { installed: true, outcome: "unresolved" });
  await staff.send(`/app/rmas/${id}`, { intent: "approve" });
  const { rma, lines } = await casePage(id);
  const number = isFields(rma) ? String(rma["number"]) : "";
  const contents = [{ sku: "GAUGE", quantity: 1 }];
  const parcel = { numbers: [number], prepaid: true, invoiceCopy: true, contents };
  await staff.send("/app/dock", { parcel: JSON.stringify(parcel) });
  const [line] = Array.isArray(lines) ? lines.filter(isFields) : [];
  const inspection = { lines: [{ lineId: line?.["lineId"], quantity: 1, result: "manufacturing-defect" }] };
  await staff.send(`/app/rmas/${id}`, { intent: "inspect", inspection: JSON.stringify(inspection) });
  return id;
}

describe("checklists and calls", () => {
  it("are the merchant's, kept as they read when the call was made, and told on the case", async () => {
    const id = await registered();
    expect(await casePage(id)).toMatchObject({ claim: { productClass: "electronic", steps: null } });

    expect(await saveSteps("electronic", " Fuse \n\nGround")).toEqual({ status: 200, data: { steps: 2 } });
    expect(await casePage(id)).toMatchObject({ claim: { steps: ["Fuse", "Ground"] } });
    const answers = [{ step: "Fuse", found: "fine" }];
    await logCall(id, { installed: true, outcome: "unresolved", answers });
    await saveSteps("electronic", "Only this");

    expect(await casePage(id)).toMatchObject({ claim: { steps: ["Only this"], calls: [{ answers }] } });
  });

  it("may be emptied: then nothing is gone through", async () => {
    await saveSteps("electronic", "  \n ");

    expect(await casePage(await registered())).toMatchObject({ claim: { steps: [] } });
  });

  it.each([
    ["a class that there is not", "vehicle", "Fuse", "productClass", "not-an-option"],
    ["a step that is there already", "unknown", "Fuse\nFuse", "steps", "twice"],
    ["a step that is too long", "unknown", "x".repeat(201), "steps", "too-long"],
    ["too many steps", "unknown", Array.from({ length: 41 }, (_, at) => `Step ${at}`).join("\n"), "steps", "too-many"],
  ])("refuse %s", async (_, productClass, steps, path, code) => {
    expect(await saveSteps(productClass, steps)).toEqual({
      status: 400,
      data: { error: "invalid-request", details: [{ path, code }] },
    });
  });

  it("refuse findings that there are not, and change nothing", async () => {
    const id = await registered();

    const answer = await logCall(id, {
      installed: true,
      outcome: "unresolved",
      answers: [{ step: "A", found: "odd" }],
    });

    expect(answer).toMatchObject({
      status: 400,
      data: { details: [{ path: "answers.0.found", code: "not-an-option" }] },
    });
    expect(await casePage(id)).toMatchObject({ rma: { status: "opened" }, claim: { calls: [] } });
  });
});

describe("remedies", () => {
  it("refuse a cost that is no amount of the currency, and keep one that is", async () => {
    const id = await inspected();
    const repair = (cost: string) => staff.send(`/app/rmas/${id}`, { intent: "remedy", choose: "repair", cost });

    for (const cost of ["-1", "12.345", "free"])
      expect(await repair(cost)).toEqual({ status: 400, data: { error: "invalid-request" } });
    expect(await repair("12.5")).toEqual({ status: 200, data: { status: "settled" } });

    expect(await casePage(id)).toMatchObject({ claim: { remedies: [{ choice: "repair", costMinor: 1_250 }] } });
  });

  it("take the carrier's number of a repair later, and tell of it", async () => {
    const id = await inspected();
    await staff.send(`/app/rmas/${id}`, { intent: "remedy", choose: "repair" });

    await staff.send(`/app/rmas/${id}`, { intent: "track-repair", tracking: "1Z-79" });

    const { claim, timeline } = await casePage(id);
    expect(claim).toMatchObject({ remedies: [{ tracking: "1Z-79" }] });
    expect(timeline).toEqual(expect.arrayContaining([expect.objectContaining({ code: "repair-tracked" })]));
  });
});

describe("the queue", () => {
  it("shows what each claim waits for, and what a claim elsewhere is covered by", async () => {
    const id = await registered();

    const { rows } = await read("/app/claims?step=call", "routes/app.claims");
    const { lines } = await casePage(id);

    expect(rows).toEqual(
      expect.arrayContaining([expect.objectContaining({ id, step: "call", status: "opened", days: 0, calls: 0 })]),
    );
    expect(lines).toMatchObject([{ coverage: { shipTo: "CA", regionOk: true, listing: "listed", proof: "own-log" } }]);
  });
});

describe("roles", () => {
  it("keep clerks from calls, checklists and remedies, and let them register", async () => {
    const clerk = shop.store.staffId("Cleo");
    const id = await inspected();
    // People are known once they were here.
    await registered(clerk);
    await staff.send("/app/people", { intent: "give-roles", roles: JSON.stringify({ [clerk]: "clerk" }) });

    expect(await registered(clerk)).not.toBe("null");
    const refused = { status: 422, data: { error: "role-required" } };
    expect(await saveSteps("unknown", "Fuse", clerk)).toEqual(refused);
    expect(await logCall(id, { installed: true, outcome: "unresolved" }, clerk)).toEqual(refused);
    expect(await staff.send(`/app/rmas/${id}`, { intent: "remedy", choose: "repair" }, clerk)).toEqual(refused);
  });
});
