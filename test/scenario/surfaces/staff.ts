import { decode } from "turbo-stream";
import { BROWSER } from "../../kit/app.ts";
import type { LocalStore } from "../../store/types.ts";
import { isFields, type Fields } from "../match.ts";

/** What a data route answered: HTTP status, and what loader or action returned. */
interface DataAnswer {
  status: number;
  data: unknown;
}

/** Staff in the embedded admin, as a browser with App Bridge sees it: documents once, then Remix's data routes. */
export interface StaffSurface {
  /** Opens the embedded app, as the first click on it does. @throws Error when the page does not come. */
  open(): Promise<void>;
  /** What the loaders of a page answer, by route id. */
  read(path: string): Promise<Fields>;
  /** What the action of a page answers to a form. */
  send(path: string, form: Readonly<Record<string, string>>, userId?: string): Promise<DataAnswer>;
  /** What a route without a page answers to a form that a script of a page sends. */
  post(path: string, form: Readonly<Record<string, string>>): Promise<Response>;
  /** A file that a page offers for download. */
  download(path: string): Promise<Response>;
}

const RETRY_HEADER = "x-shopify-retry-invalid-session-request";

export function staffSurface(appUrl: string, store: LocalStore): StaffSurface {
  const frame = new URLSearchParams({
    embedded: "1",
    shop: store.shop,
    host: Buffer.from(`admin.shopify.com/store/${store.handleName}`).toString("base64"),
    locale: "en",
  });
  const call = async (url: URL, init: RequestInit & { userId?: string } = {}): Promise<Response> => {
    const { userId, ...request } = init;
    const attempt = () => {
      const token = store.adminSessionToken(userId === undefined ? {} : { userId });
      return fetch(url, {
        ...request,
        redirect: "manual",
        headers: { Authorization: `Bearer ${token}`, "User-Agent": BROWSER, Accept: "*/*" },
      });
    };
    const answer = await attempt();
    if (answer.headers.get(RETRY_HEADER) === null) return answer;
    await answer.body?.cancel();
    return attempt(); // App Bridge asks once more with a fresh token.
  };
  const dataUrl = (path: string) => {
    const [page = "", search] = path.split("?");
    const url = new URL(`${page}.data`, appUrl);
    url.search = [search, frame.toString()].filter(Boolean).join("&");
    return url;
  };
  return {
    open: async () => {
      const url = new URL("/app", appUrl);
      url.search = `${frame.toString()}&id_token=${store.adminSessionToken()}`;
      const answer = await fetch(url, { redirect: "manual", headers: { "User-Agent": BROWSER } });
      await answer.text();
      if (answer.status !== 200) throw new Error(`the embedded admin answered ${answer.status} at install`);
    },
    read: async (path) => {
      const { status, data } = await decoded(await call(dataUrl(path)));
      if (status !== 200 || !isFields(data)) throw new Error(`${path} answered ${status}: ${JSON.stringify(data)}`);
      return Object.fromEntries(Object.entries(data).map(([route, answer]) => [route, loaderData(route, answer)]));
    },
    send: async (path, form, userId) => {
      const init = { method: "POST", body: new URLSearchParams(form), ...(userId === undefined ? {} : { userId }) };
      const { status, data } = await decoded(await call(dataUrl(path), init));
      const answered = isFields(data) && "data" in data;
      if (!answered) throw new Error(`${path} answered ${status}: ${JSON.stringify(data)}`);
      return { status, data: data["data"] };
    },
    post: (path, form) => call(new URL(path, appUrl), { method: "POST", body: new URLSearchParams(form) }),
    download: (path) => {
      const url = new URL(path, appUrl);
      for (const [name, value] of frame) url.searchParams.set(name, value);
      return call(url);
    },
  };
}

function loaderData(route: string, answer: unknown): unknown {
  if (isFields(answer) && "data" in answer) return answer["data"];
  throw new Error(`the loader of ${route} failed: ${JSON.stringify(answer)}`);
}

/** Remix's single fetch sends turbo-stream; what its plugins carry is turned into plain maps. */
async function decoded(response: Response): Promise<DataAnswer> {
  const type = response.headers.get("content-type") ?? "";
  if (!type.includes("text/x-script") || !response.body) {
    return { status: response.status, data: { error: (await response.text()).slice(0, 300) } };
  }
  const { value, done } = await decode(response.body, { plugins: [plainInstances] });
  await done;
  return { status: response.status, data: value };
}

function plainInstances(type: unknown, ...rest: unknown[]): { value: unknown } | undefined {
  switch (type) {
    case "SanitizedError":
    case "ErrorResponse":
    case "SingleFetchRedirect":
      return { value: { [type]: rest } };
    case "SingleFetchClassInstance":
      return { value: rest[0] };
    case "SingleFetchFallback":
      return { value: undefined };
    default:
      return undefined;
  }
}
