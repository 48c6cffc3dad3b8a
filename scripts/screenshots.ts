import { parseArgs } from "node:util";
import { launchBrowser, openWindow } from "../test/browser/browser.ts";

/**
 * Takes the picture for the README from a running demo: `npm run demo` in one terminal, then
 * `node --import tsx scripts/screenshots.ts` in another.
 */
const { values } = parseArgs({
  options: {
    admin: { type: "string", default: "http://127.0.0.1:4400/store/koso-dev/apps/rma-desk" },
    /** Number of the order that the picture shows, as the admin's search takes it. */
    order: { type: "string", default: "1001" },
  },
});

const browser = await launchBrowser();
try {
  const context = await openWindow(browser, "desk");
  const page = await context.newPage();
  await page.goto(`${values.admin}/app/orders?locale=en&search=${values.order}`);
  const app = page.frameLocator("iframe[name=app-iframe]");
  await app
    .getByRole("link", { name: `#${values.order}` })
    .first()
    .click();
  await app.getByRole("heading", { name: `#${values.order}`, level: 1 }).waitFor();
  await page.screenshot({ path: "docs/admin-order.png" });
  process.stdout.write("docs/admin-order.png\n");
} finally {
  await browser.close();
}
