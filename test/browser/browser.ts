import chromium from "@sparticuz/chromium";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium as playwright, type Browser, type BrowserContext, type Frame, type Page } from "playwright-core";
import { BROWSER } from "../kit/app.ts";

/**
 * Flags of a function in the cloud that would hide faults here: one process for everything dies with its first
 * context, and without web security neither frames nor the content security policy are what merchants get.
 */
const UNWANTED = ["--single-process", "--no-zygote", "--disable-web-security", "--allow-running-insecure-content"];

export async function launchBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args.filter((flag) => !UNWANTED.includes(flag)),
  });
}

const SCREENS = {
  desk: { width: 1280, height: 900 },
  telephone: { width: 390, height: 844 },
} as const;
export type Screen = keyof typeof SCREENS;

/** A window as a person has it; Shopify's library turns browsers away that call themselves headless. */
export function openWindow(browser: Browser, screen: Screen, locale = "en-CA"): Promise<BrowserContext> {
  return browser.newContext({ viewport: SCREENS[screen], userAgent: BROWSER, locale, reducedMotion: "reduce" });
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface AxeResult {
  violations: { id: string; impact: string | null; nodes: { html: string }[] }[];
}

/** Serious and critical violations of accessibility in one document, each with its first place. */
export async function violationsIn(document: Frame): Promise<string[]> {
  await document.evaluate(axeSource);
  // A string, because the compiler does not know what axe adds to the page.
  const result: AxeResult = await document.evaluate("axe.run(document, { iframes: false })");
  return result.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200) ?? ""}`);
}

/** By how many pixels a document is wider than its window. */
export const overflowOf = (document: Frame): Promise<number> =>
  document.evaluate("document.documentElement.scrollWidth - window.innerWidth");

/** What went wrong in a page without anybody seeing it: errors of scripts and refusals of the security policy. */
export function collectFaults(page: Page): string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    // The library preloads the real App Bridge, which is out of reach here; the store's stands in for it.
    const isExpected = message.location().url.startsWith("https://cdn.shopify.com/");
    if (!isExpected) faults.push(message.text());
  });
  return faults;
}
