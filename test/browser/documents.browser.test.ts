import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Browser, Page } from "playwright-core";
import { evidencePack } from "~/documents/evidence/evidence-pack";
import { rmaForm } from "~/documents/form/rma-form";
import { composeMail } from "~/documents/mail/compose-mail";
import { toHtml } from "~/documents/mail/to-html";
import type { MailContent } from "~/domain/mail/mail-content";
import { MAIL_KINDS } from "~/domain/mail/mail-kinds";
import { readerOf } from "~/texts/languages";
import { anEvidence } from "../builders/evidence.ts";
import { aForm, anInvoice } from "../builders/form.ts";
import { aMail } from "../builders/mails.ts";
import { launchBrowser, openWindow, overflowOf, violationsIn } from "./browser.ts";

const SETTING = {
  shopName: "Koso North America",
  returnAddress: ["Koso North America", "100 Workshop Road", "Saint-Jean-sur-Richelieu QC J2W 0A1", "Canada"],
  phones: ["450-359-0604", "1-877-777-0604"],
  windowDays: 30,
  orderUrl: "https://koso.myshopify.com/admin/orders/1",
};

/** What a person may write anywhere: markup, marks that turn a line round, signs without a letter, and no space to break at. */
const NASTY = `</p><script>document.title = "taken"</script><img src=x onerror="document.title='taken'"> \u202eenoD\u2066 👩🏽‍🔧 漢字 مرحبا ${"X".repeat(200)}`;
const LOCALES = ["en-CA", "fr-CA"] as const;

let browser: Browser;
let page: Page;

beforeAll(async () => {
  mkdirSync("artefacts", { recursive: true });
  browser = await launchBrowser();
  page = await (await openWindow(browser, "telephone")).newPage();
});

afterAll(() => browser.close());

const htmlOf = (mail: MailContent, locale: string): string => toHtml(composeMail(mail, readerOf(locale), SETTING));

/** What a mail program makes of it on a telephone. */
async function shown(html: string, picture: string) {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.setContent(html);
  const frame = page.mainFrame();
  const found = { violations: await violationsIn(frame), overflow: await overflowOf(frame), asked };
  await page.screenshot({ path: `artefacts/${picture}.png`, fullPage: true });
  page.removeAllListeners("request");
  return found;
}

const CLEAN = { violations: [], overflow: 0, asked: [] };

describe.each(LOCALES)("the mails in %s", (locale) => {
  it.each(MAIL_KINDS)("fit a telephone and can be read aloud: %s", async (kind) => {
    expect(await shown(htmlOf(aMail(kind), locale), `mail-${kind}-${locale}`)).toEqual(CLEAN);
  });

  it("let nothing run, load, turn round or break the page that people wrote", async () => {
    const lines = [{ sku: NASTY, title: NASTY, quantity: 2 }];
    const html = htmlOf(aMail("rma-declined", { words: NASTY, lines, orderName: NASTY }), locale);

    expect(await shown(html, `mail-nasty-${locale}`)).toEqual(CLEAN);
    expect(await page.title()).not.toBe("taken");
    expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(html).not.toMatch(/<(script|img)/);
  });
});

const pdfjs = createRequire(import.meta.url).resolve("pdfjs-dist/build/pdf.mjs");

/** Draws the pages of a PDF below each other, as a viewer does. @returns how many there are */
async function drawn(file: Uint8Array, picture: string): Promise<number> {
  const viewer = await (await openWindow(browser, "desk")).newPage();
  await viewer.route("http://viewer.local/**", async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    if (name === "") return route.fulfill({ contentType: "text/html", body: "<!doctype html><body>" });
    if (name === "form.pdf") return route.fulfill({ contentType: "application/pdf", body: Buffer.from(file) });
    const code = await readFile(pdfjs.replace("pdf.mjs", name));
    return route.fulfill({ contentType: "text/javascript", body: code });
  });
  await viewer.goto("http://viewer.local/");
  const pages = await viewer.evaluate<number>(`(async () => {
    const pdfjs = await import("/pdf.mjs");
    pdfjs.GlobalWorkerOptions.workerSrc = "/pdf.worker.mjs";
    const pdf = await pdfjs.getDocument({ url: "/form.pdf" }).promise;
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const viewport = page.getViewport({ scale: 1.5 });
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [viewport.width, viewport.height];
      canvas.style = "display: block; border-bottom: 1px solid";
      document.body.append(canvas);
      await page.render({ canvas, viewport }).promise;
    }
    return pdf.numPages;
  })()`);
  await viewer.screenshot({ path: `artefacts/${picture}.png`, fullPage: true });
  await viewer.context().close();
  return pages;
}

describe.each(LOCALES)("the evidence pack in %s", (locale) => {
  it("can be drawn, photos upright", async () => {
    const bytes = Buffer.from(await photoOf(), "base64");
    const photo = {
      from: "parcel",
      number: "RMA-100001-4",
      at: "2026-02-20T15:00:00Z",
      type: "image/jpeg",
      bytes,
    } as const;

    const file = await evidencePack(anEvidence({ photos: [photo] }), readerOf(locale));

    expect(await drawn(file, `evidence-${locale}`)).toBeGreaterThan(3);
  });
});

/** A photo of a box, as the browser's own camera would make it. */
const photoOf = (): Promise<string> =>
  page.evaluate<string>(`(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [1200, 900];
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#c9a36a";
    pen.fillRect(0, 0, 1200, 900);
    pen.fillStyle = "#333";
    pen.font = "120px sans-serif";
    pen.fillText("RMA-100001-4", 200, 480);
    return canvas.toDataURL("image/jpeg").split(",")[1];
  })()`);

describe.each(LOCALES)("the form in %s", (locale) => {
  const form = async (facts: Parameters<typeof aForm>[0], picture: string) =>
    drawn(await rmaForm(aForm(facts), readerOf(locale)), `form-${picture}-${locale}`);

  it("can be drawn, whatever its kind and whatever people wrote", async () => {
    const sly = { sku: NASTY, title: NASTY, quantity: 2 };
    const lines = [{ ...sly, reason: "does-not-fit" }];
    const invoice = anInvoice({
      billTo: [NASTY, "مرحبا"],
      lines: [{ ...sly, price: 3_333, discount: 0, tax: 0, total: 6_666 }],
    });

    expect(await form({}, "return")).toBe(2);
    expect(await form({ kind: "refused-backorder" }, "refused")).toBe(2);
    expect(await form({ kind: "warranty", invoice: null, sender: [] }, "warranty")).toBe(1);
    expect(await form({ shopName: NASTY, sender: [NASTY], lines, invoice }, "nasty")).toBeGreaterThanOrEqual(2);
  });
});
