import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLEAN, checked, DESK, PHOTO, picture, startScene, TELEPHONE, type AppWindow, type Scene } from "./scene.ts";

let scene: Scene;

beforeAll(async () => {
  scene = await startScene();
  const { store } = scene.world;
  store.createProduct({ sku: "VAR-1", title: "Variator kit", price: "33.33", type: "Transmission", stock: 100 });
  store.createProduct({ sku: "ROLLER", title: "Roller set", price: "24.50", type: "Transmission", stock: 100 });
  scene.place("#1001", "Ann", [["VAR-1", 3]]);
  scene.place("#1002", "Ann", [
    ["VAR-1", 1],
    ["ROLLER", 2],
  ]);
  scene.place("#1003", "Bob", [["VAR-1", 1]]);
  await scene.shipped("#1001", "#1002", "#1003");
}, 180_000);

afterAll(() => scene.close());

/** What a clerk does with the box in front of them. */
function at(dock: AppWindow) {
  const { page, frame } = dock;
  const field = frame.getByLabel("RMA number, or a part’s SKU");
  return {
    scan: async (text: string) => {
      await field.fill(text);
      await field.press("Enter");
    },
    part: (sku: string) => frame.locator("li.rma-part", { hasText: sku }),
    judge: () => frame.getByRole("button", { name: "Judge parcel" }).click(),
    addPhoto: async () => {
      await frame.locator("input[type=file]").first().setInputFiles(PHOTO);
      await frame
        .getByRole("button", { name: /^Remove photo/ })
        .first()
        .waitFor();
    },
    letters: async (word: string, picture: string) => {
      await frame.getByText(word, { exact: true }).waitFor();
      const size = await frame.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.rma-dock-letters')).fontSize)",
      );
      await page.screenshot({ path: `artefacts/${picture}.png` });
      return { size, codes: await frame.locator(".rma-dock li").allInnerTexts(), found: await checked(dock) };
    },
    next: async () => {
      await frame.getByRole("button", { name: "Next parcel" }).click();
      await field.waitFor();
    },
  };
}

describe("a clerk at the dock, on a telephone", () => {
  it("takes two RMAs out of one box, one unit missing and one part too many, and the rest out of another", async () => {
    const [one, two] = [await scene.ask("#1001", "unwanted"), await scene.ask("#1002", "does-not-fit")];
    const dock = await scene.open("/app/dock", TELEPHONE, "Bert Packer");
    const clerk = at(dock);

    await clerk.scan(one.toLowerCase());
    await clerk.scan(two.replaceAll("-", ""));
    await dock.frame.getByText("of 4").waitFor();
    await dock.frame.getByRole("button", { name: "All of it arrived" }).click();
    await clerk.part("VAR-1").getByLabel("Arrived").fill("3");
    await clerk.part("ROLLER").getByRole("checkbox").uncheck();
    await clerk.scan("ROLLER");
    await dock.frame.getByLabel("SKU", { exact: true }).fill("CABLE-9");
    await dock.frame.getByRole("button", { name: "Add part" }).click();
    await dock.frame.getByLabel("A copy of the invoice is inside").check();
    await dock.frame.getByLabel("Carrier’s number").fill(" 1Z 999 AA1 ");
    await clerk.addPhoto();
    await picture(dock, "clerk-box");
    const filled = await checked(dock);
    await clerk.judge();
    const first = await clerk.letters("ACCEPT", "clerk-accept");
    await clerk.next();
    await scene.world.settle();

    // What is still to come of both, in a second box.
    await clerk.scan(two);
    await clerk.scan(one);
    await clerk.part("ROLLER").getByText("of 1").waitFor();
    await dock.frame.getByRole("button", { name: "All of it arrived" }).click();
    await dock.frame.getByLabel("A copy of the invoice is inside").check();
    await clerk.judge();
    const second = await clerk.letters("ACCEPT", "clerk-accept-rest");
    await dock.close();
    await scene.world.settle();

    expect([filled, first.found, second.found]).toEqual([CLEAN, CLEAN, CLEAN]);
    expect(first.size).toBeGreaterThan(64);
    expect(first.codes).toEqual(["There is something in it that no RMA announces: it is not refunded"]);
    expect(second.codes).toEqual([]);
    const caseOne = await scene.open(`/app/rmas/${one}`);
    await caseOne.frame.getByRole("button", { name: "Show photo 1" }).click();
    await caseOne.frame.getByRole("img", { name: "Photo 1" }).waitFor();
    const pixels = await caseOne.frame.evaluate("document.querySelector('img.rma-photo').naturalWidth");
    const text = await caseOne.frame.getByRole("main").innerText();
    await picture(caseOne, "clerk-case");
    await caseOne.close();
    const caseTwo = await scene.open(`/app/rmas/${two}`, TELEPHONE);
    const other = await caseTwo.frame.getByRole("main").innerText();
    await caseTwo.close();

    expect(pixels).toBe(1);
    expect(text).toMatch(/Received\s+3/);
    expect(text).toContain("1Z 999 AA1");
    // Of the second box nothing was for this case.
    expect(text.match(/Taken in: .*/g)).toEqual(["Taken in: 3 × VAR-1"]);
    expect(text).toContain("Bert Packer");
    expect(other).toMatch(/ROLLER[\s\S]*Received\s+2/);
  });

  it("holds a parcel without its invoice copy, and refuses one that nobody may send", async () => {
    const number = await scene.ask("#1003", "unwanted");
    const dock = await scene.open("/app/dock", TELEPHONE);
    const clerk = at(dock);

    await clerk.scan("RMA-100001-9");
    await dock.frame.getByText("its check digit is wrong").waitFor();
    await clerk.scan(number);
    await dock.frame.getByText("of 1").waitFor();
    await dock.frame.getByRole("button", { name: "All of it arrived" }).click();
    await clerk.judge();
    const held = await clerk.letters("HOLD", "clerk-hold");
    await clerk.next();
    await dock.frame.getByRole("button", { name: "Copy has come" }).click();
    await dock.frame.getByRole("button", { name: "Copy has come" }).waitFor({ state: "detached" });
    await scene.world.settle();

    await clerk.scan(number);
    await dock.frame.getByLabel("Sent prepaid").uncheck();
    await dock.frame.getByLabel("Duties, taxes or fees are due").check();
    await clerk.judge();
    const refused = await clerk.letters("REFUSE", "clerk-refuse");
    await dock.frame.getByLabel("Carrier’s number").fill("COLLECT-77");
    await clerk.addPhoto();
    await dock.frame.getByRole("button", { name: "Keep", exact: true }).click();
    await dock.frame.getByText("Kept with the parcel.").waitFor();
    await clerk.next();
    await picture(dock, "clerk-refused-kept");
    await dock.close();
    const refusedCase = await scene.open(`/app/rmas/${number}`);
    const story = await refusedCase.frame.getByRole("main").innerText();
    await refusedCase.close();

    expect([held.found, refused.found]).toEqual([CLEAN, CLEAN]);
    expect(held.codes).toEqual(["The invoice copy is missing"]);
    expect(refused.codes).toEqual(["Sent collect: parcels must be prepaid", "Duties, taxes or fees are due"]);
    expect(story.match(/COLLECT-77/g)?.length).toBeGreaterThanOrEqual(2);
    expect(story).toContain("Parcel’s photo or carrier’s number noted");
    expect([held.size, refused.size].every((size) => Number(size) > 64)).toBe(true);
  });

  it("inspects what came: units that were found differently apart, each with its photo", async () => {
    const { rows } = await scene.cases("#1001");
    const number = rows[0]?.number ?? "";
    const bench = await scene.open(`/app/rmas/${number}/inspect`, TELEPHONE, "Tina Bench");
    const { frame } = bench;

    await frame.getByText("3 units to inspect").waitFor();
    await frame.getByLabel("Units").first().fill("2");
    await frame.getByLabel("Put back on the shelf").first().check();
    await frame.getByRole("button", { name: "Found differently: add a row" }).click();
    const otherwise = frame.locator(".rma-found").nth(1);
    await otherwise.getByLabel("Units").fill("1");
    await otherwise.getByLabel("Result").selectOption("rejected");
    await otherwise.getByLabel("Condition").selectOption("carrier-damage");
    await otherwise.getByLabel("Note").fill("<b>Bell cracked</b> \u202eright to left");
    await otherwise.locator("input[type=file]").setInputFiles(PHOTO);
    await otherwise.getByRole("button", { name: /^Remove photo/ }).waitFor();
    await picture(bench, "clerk-inspection");
    const found = await checked(bench);
    await frame.getByRole("button", { name: "Record inspection" }).click();
    await frame.getByText("What will be paid").waitFor();
    await bench.close();
    await scene.world.settle();

    const after = await scene.open(`/app/rmas/${number}`, DESK);
    const text = await after.frame.getByRole("main").innerText();
    const clean = await checked(after);
    await after.close();

    expect([found, clean]).toEqual([CLEAN, CLEAN]);
    expect(text).toContain("<b>Bell cracked</b>");
    expect(text).toMatch(/Accepted\s+2/);
    expect(text).toMatch(/Rejected\s+1/);
    expect(text).toContain("Tina Bench");
    expect(text).toContain("by Bert Packer");
  });
});
