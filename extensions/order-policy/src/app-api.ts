import type { StandardApi } from "@shopify/ui-extensions/admin";

declare const shopify: Pick<StandardApi<"admin.order-details.block.render">, "auth">;

/** A text in every language that the app speaks; the reader's is chosen where it is shown. */
export interface Bilingual {
  en: string;
  fr: string;
}

type Verdict = "allow" | "review" | "deny";

export interface OrderLine {
  lineId: string;
  sku: string | null;
  title: string;
  /** Units that a return can be asked for now. */
  available: number;
  verdict: Verdict;
  /** All that the policy says of the line, with its clauses. */
  text: Bilingual;
}

export interface Rma {
  id: string;
  /** Null until approval. */
  number: string | null;
  kind: string;
  status: string;
}

export interface WaitingLine {
  lineId: string;
  title: string;
  places: {
    quantity: number;
    place: number;
    unitsAhead: number;
    expectedOn: string | null;
    skipped: Bilingual | null;
  }[];
}

export interface Breach {
  id: string;
  text: Bilingual;
  clause: Bilingual;
  amount: string;
  person: string | null;
}

export interface Order {
  name: string;
  currency: string;
  /** Today by the order's own time zone. */
  today: string;
  lines: OrderLine[];
  rmas: Rma[];
  waiting: WaitingLine[];
  breaches: Breach[];
  mayOverride: boolean;
}

/** The reasons a customer can give (R7). */
export const REASONS = [
  "unwanted",
  "ordered-by-mistake",
  "does-not-fit",
  "wrong-item",
  "damaged-in-transit",
  "defective",
] as const;

export interface AskedLine {
  lineId: string;
  quantity: number;
  reason: string;
  note?: string;
}

export interface AskedReturn {
  orderId: string;
  lines: readonly AskedLine[];
  /** The day of the call. */
  calledOn: string;
  /** Why it is opened against the policy. */
  override?: string;
}

export interface AnsweredLine {
  lineId: string;
  quantity: number;
  verdict: Verdict;
  findings: { code: string; text: Bilingual }[];
  /** Decimal strings; only on lines that are not denied. */
  fee?: string;
  refund?: string;
  /** The case that the line went to. */
  rma?: Pick<Rma, "id" | "number" | "status">;
}

export interface Answer {
  currency: string;
  lines: AnsweredLine[];
  error?: "nothing-allowed" | "second-person-required";
}

/** Why the app did not do what it was asked for: the exact code first, then what kind of refusal it is. */
export class AppError extends Error {
  readonly codes: readonly string[];

  constructor(...codes: string[]) {
    super(codes.join(", "));
    this.codes = codes;
  }
}

export const fetchOrder = (orderId: string): Promise<Order> => callApp("order", { orderId });

export const openReturn = (asked: AskedReturn): Promise<Answer> => callApp("return", asked);

/**
 * The answer of the app's own endpoint. A token that ran out on the way is replaced once.
 * @throws AppError with the app's code, `offline` when nobody answered, `login` when no token holds.
 */
async function callApp<T>(path: string, body: object): Promise<T> {
  const response = await send(path, body).then((first) => (first.status === 401 ? send(path, body) : first));
  if (response.status === 401) throw new AppError("login");
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw new AppError(String(answer.details?.[0]?.code), String(answer.error));
}

async function send(path: string, body: object): Promise<Response> {
  try {
    const token = await shopify.auth.idToken();
    return await fetch(`${process.env.APP_URL}/admin-extension/${path}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new AppError("offline");
  }
}
