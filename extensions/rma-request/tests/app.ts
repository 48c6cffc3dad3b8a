import { vi } from "vitest";
import type { Answer, AnsweredLine, Order, OrderLine, Rma } from "../src/app-api.ts";

/** A line that can be returned. */
export const anOrderLine = (overrides: Partial<OrderLine> = {}): OrderLine => ({
  lineId: "gid://shopify/LineItem/1",
  title: "Variator kit",
  sku: "VAR-1",
  available: 3,
  text: { en: "This item can be returned.", fr: "Cet article peut être retourné." },
  verdict: "allow",
  electronic: false,
  warrantyUntil: null,
  claim: { verdict: "allow", findings: [], warrantyUntil: "2027-01-31", phones: ["450-359-0604", "1-877-777-0604"] },
  ...overrides,
});

export const anRma = (overrides: Partial<Rma> = {}): Rma => ({
  id: "rma-1",
  number: "RMA-100001-5",
  kind: "return",
  status: "approved",
  expiresOn: "2026-04-01",
  canWithdraw: true,
  hasForm: true,
  shipTo: ["Koso North America", "1 Main Street"],
  phones: [],
  lines: [{ lineId: "gid://shopify/LineItem/1", title: "Variator kit", quantity: 1 }],
  ...overrides,
});

export const anOrder = (overrides: Partial<Order> = {}): Order => ({
  name: "#1001",
  currency: "CAD",
  lines: [anOrderLine()],
  rmas: [],
  waiting: [],
  delay: null,
  ...overrides,
});

export const anAnsweredLine = (overrides: Partial<AnsweredLine> = {}): AnsweredLine => ({
  lineId: "gid://shopify/LineItem/1",
  quantity: 1,
  verdict: "allow",
  findings: [],
  fee: "8.33",
  refund: "25.00",
  ...overrides,
});

export const anAnswer = (overrides: Partial<Answer> = {}): Answer => ({
  currency: "CAD",
  lines: [anAnsweredLine()],
  ...overrides,
});

type Answers = Readonly<Record<string, unknown>>;

/** The app, as the extension's `fetch` reaches it: an answer for each path, or what it did instead of answering. */
export function appThatAnswers(answers: Answers) {
  return vi.fn(async (input: unknown, _init?: RequestInit): Promise<Response> => {
    const path = new URL(String(input)).pathname.replace("/customer-account/", "");
    const answer = answers[path];
    if (answer === undefined) throw new Error(`The extension asked for ${path}.`);
    if (answer instanceof Error) throw answer;
    return answer instanceof Response ? answer.clone() : Response.json(answer);
  });
}

/** What was sent to a path, in order. */
export const sentTo = (app: ReturnType<typeof appThatAnswers>, path: string): unknown[] =>
  app.mock.calls
    .filter(([input]) => String(input).endsWith(`/customer-account/${path}`))
    .map(([, init]) => JSON.parse(String(init?.body)));

/** An answer that comes with a status of its own. */
export const refusal = (status: number, body: unknown): Response => Response.json(body, { status });

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
