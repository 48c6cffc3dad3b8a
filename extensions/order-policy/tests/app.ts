import { vi } from "vitest";
import type { Answer, AnsweredLine, Order, OrderLine } from "../src/app-api.ts";

/** A line that can be returned. */
export const anOrderLine = (overrides: Partial<OrderLine> = {}): OrderLine => ({
  lineId: "gid://shopify/LineItem/1",
  sku: "VAR-1",
  title: "Variator kit",
  available: 3,
  verdict: "allow",
  text: { en: "This item can be returned.", fr: "Cet article peut être retourné." },
  ...overrides,
});

export const anOrder = (overrides: Partial<Order> = {}): Order => ({
  name: "#1001",
  currency: "CAD",
  today: "2026-03-02",
  lines: [anOrderLine()],
  rmas: [],
  waiting: [],
  breaches: [],
  mayOverride: false,
  ...overrides,
});

export const anAnsweredLine = (overrides: Partial<AnsweredLine> = {}): AnsweredLine => ({
  lineId: "gid://shopify/LineItem/1",
  quantity: 1,
  verdict: "allow",
  findings: [],
  fee: "8.33",
  refund: "25.00",
  rma: { id: "rma-1", number: "RMA-100001-5", status: "approved" },
  ...overrides,
});

/** A line that the policy denies, with its reason. */
export const aDeniedLine = (lineId: string): AnsweredLine => ({
  lineId,
  quantity: 1,
  verdict: "deny",
  findings: [{ code: "electronic-part", text: { en: "No return on electronic parts.", fr: "Aucun retour." } }],
});

export const anAnswer = (overrides: Partial<Answer> = {}): Answer => ({
  currency: "CAD",
  lines: [anAnsweredLine()],
  ...overrides,
});

/** The app, as the extension's `fetch` reaches it: an answer for each path, or what it did instead of answering. */
export function appThatAnswers(answers: Readonly<Record<string, unknown>>) {
  return vi.fn(async (input: unknown, _init?: RequestInit): Promise<Response> => {
    const path = new URL(String(input)).pathname.replace("/admin-extension/", "");
    const answer = answers[path];
    if (answer === undefined) throw new Error(`The extension asked for ${path}.`);
    if (answer instanceof Error) throw answer;
    return answer instanceof Response ? answer.clone() : Response.json(answer);
  });
}

/** What was sent to a path, in order. */
export const sentTo = (app: ReturnType<typeof appThatAnswers>, path: string): unknown[] =>
  app.mock.calls
    .filter(([input]) => String(input).endsWith(`/admin-extension/${path}`))
    .map(([, init]) => JSON.parse(String(init?.body)));

/** The elements of a name whose text or heading says this. */
export const withText = (name: string, text: string): Element[] =>
  [...document.querySelectorAll(name)].filter((element) =>
    `${element.getAttribute("heading") ?? ""} ${element.textContent}`.includes(text),
  );

/** The one element that says this; @throws Error when there is none. */
export function the(name: string, text: string): Element {
  const [found] = withText(name, text);
  if (!found) throw new Error(`No <${name}> says “${text}”: ${document.body.innerHTML}`);
  return found;
}
