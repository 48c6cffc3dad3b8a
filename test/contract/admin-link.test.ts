import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { nameIn, readDeclaredExtensions } from "../store/declared-extensions.ts";

const ROUTES = new URL("../../app/routes/", import.meta.url);

const extensions = readDeclaredExtensions();
const links = extensions.filter(({ type }) => type === "admin_link");

describe("the extensions together", () => {
  it("have handles and ids of their own, as Shopify takes them", () => {
    const handles = extensions.map(({ handle }) => handle);

    expect(new Set(handles).size).toBe(handles.length);
    expect(handles.filter((handle) => !/^[a-z0-9-]{1,30}$/.test(handle))).toEqual([]);
    expect(new Set(extensions.map(({ uid }) => uid)).size).toBe(handles.length);
  });
});

describe("the admin links", () => {
  it("stand in the menu of an order", () => {
    expect(links.map(({ handle, targets }) => [handle, targets.map(({ target }) => target)])).toEqual([
      ["refund-under-policy", ["admin.order-details.action.link"]],
    ]);
  });

  it.each(links)("$handle has a name in both languages and leads to a page that is there", (link) => {
    const names = (["en", "fr"] as const).map((language) => nameIn(link, language));

    expect(new Set(names).size).toBe(2);
    for (const { url } of link.targets) {
      // Relative to the app's address: `shopify app build` takes the address from shopify.app.toml.
      expect(url).toMatch(/^\/app\/[a-z/]+$/);
      expect(existsSync(new URL(`${(url ?? "").slice(1).replaceAll("/", ".")}.tsx`, ROUTES))).toBe(true);
    }
  });
});
