import type { StandardApi } from "@shopify/ui-extensions/customer-account";

declare const shopify: Pick<StandardApi, "sessionToken">;

/** A text in every language that the app speaks; the reader's is chosen where it is shown. */
export interface Bilingual {
  en: string;
  fr: string;
}

export interface OrderLine {
  lineId: string;
  title: string;
  sku: string | null;
  /** Units that a return can be asked for now. */
  available: number;
  /** What the policy says of the line. */
  text: Bilingual;
  verdict: "allow" | "review" | "deny";
  electronic: boolean;
  /** End of the warranty where the line is covered. */
  warrantyUntil: string | null;
  /** What a warranty claim would be answered today. */
  claim: ClaimReply;
}

/** Whether a defect is covered, with all the reasons; where to call is said only where it is not denied. */
export interface ClaimReply {
  verdict: "allow" | "review" | "deny";
  findings: { code: string; text: Bilingual }[];
  warrantyUntil?: string;
  phones?: string[];
}

export interface Rma {
  id: string;
  /** Null until approval. */
  number: string | null;
  kind: string;
  status: string;
  expiresOn: string | null;
  canWithdraw: boolean;
  hasForm: boolean;
  shipTo: string[];
  /** Where to call about a claim, as long as a call comes next. */
  phones: string[];
  lines: { lineId: string; title: string; quantity: number }[];
}

export interface WaitingLine {
  lineId: string;
  title: string;
  quantity: number;
  /** Its place in each queue that it waits in. */
  places: WaitingPlace[];
}

export interface WaitingPlace {
  quantity: number;
  place: number;
  unitsAhead: number;
  expectedOn: string | null;
  skipped: Bilingual | null;
}

export interface Order {
  name: string;
  currency: string;
  lines: OrderLine[];
  rmas: Rma[];
  waiting: WaitingLine[];
  /** Null as long as nobody has told the shopper that units wait for long; then whether he agreed to it. */
  delay: { agreedOn: string | null } | null;
}

/** The reasons a shopper can give (R7). */
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
}

/** A line as it is sent: with what only a person reads. */
export interface SentLine extends AskedLine {
  note?: string;
  photos?: string[];
}

export interface AnsweredLine {
  lineId: string;
  quantity: number;
  verdict: "allow" | "review" | "deny";
  findings: { code: string; text: Bilingual }[];
  /** Decimal strings; only on lines that are not denied. */
  fee?: string;
  refund?: string;
  warrantyUntil?: string;
  /** The case that the line went to. */
  rma?: { id: string };
}

export interface Answer {
  currency: string;
  lines: AnsweredLine[];
  error?: "nothing-allowed";
}

/** What a shopper says of a defect. */
export interface Defect {
  lineId: string;
  quantity: number;
  symptom: string;
  installed: boolean | null;
  vehicle: string | null;
  photos: string[];
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

export const previewReturn = (orderId: string, lines: readonly AskedLine[]): Promise<Answer> =>
  callApp("preview", { orderId, lines });

/** `requestId` names the request: sent again after a lost answer, it makes no second RMA. */
export const requestReturn = (requestId: string, orderId: string, lines: readonly SentLine[]): Promise<Answer> =>
  callApp("request", { requestId, orderId, lines });

export const withdraw = (rmaId: string): Promise<unknown> => callApp("withdraw", { rmaId });

export const cancelWaiting = (requestId: string, orderId: string, line: WaitingLine): Promise<unknown> =>
  callApp("cancel-waiting", { requestId, orderId, lineId: line.lineId, quantity: line.quantity });

export const agreeToWait = (orderId: string): Promise<unknown> => callApp("agree-to-wait", { orderId });

/** `requestId` names the claim: sent again after a lost answer, it opens no second case. */
export const claim = (requestId: string, orderId: string, defect: Defect): Promise<ClaimReply> =>
  callApp("claim", { requestId, orderId, ...defect });

/** The address of the form as PDF; it holds for some minutes. */
export const formLink = (rmaId: string): Promise<{ url: string }> => callApp("form", { rmaId });

export const uploadPhoto = (orderId: string, lineId: string, file: File): Promise<{ photoId: string }> =>
  callApp(`photo?${new URLSearchParams({ orderId, lineId }).toString()}`, file);

/**
 * The answer of the app's own endpoint. A token that ran out on the way is replaced once.
 * @throws AppError with the app's code, `offline` when nobody answered, `login` when no token holds.
 */
async function callApp<T>(path: string, body: object): Promise<T> {
  const response = await send(path, body).then((first) => (first.status === 401 ? send(path, body) : first));
  if (response.status === 401) throw new AppError("login");
  const answer = await response.json().catch(() => ({}));
  // A request that is denied as a whole is an answer, not a failure: it says why.
  if (response.ok || answer.error === "nothing-allowed") return answer;
  throw new AppError(String(answer.details?.[0]?.code), String(answer.error));
}

async function send(path: string, body: object): Promise<Response> {
  try {
    const token = await shopify.sessionToken.get();
    const isFile = body instanceof Blob;
    return await fetch(`${process.env.APP_URL}/customer-account/${path}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": isFile ? body.type : "application/json" },
      body: isFile ? body : JSON.stringify(body),
    });
  } catch {
    throw new AppError("offline");
  }
}
