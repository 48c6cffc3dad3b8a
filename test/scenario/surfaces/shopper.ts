import { BROWSER } from "../../kit/app.ts";
import type { LocalStore } from "../../store/types.ts";
import { isFields, type Fields } from "../match.ts";

/** A shopper's order page: the extension there asks the app with the customer's session token. */
export interface ShopperSurface {
  /** @throws Error when the app answers 5xx or with something that is not JSON. */
  ask(path: string, customerId: string, body: unknown): Promise<Fields>;
}

export function shopperSurface(appUrl: string, store: LocalStore): ShopperSurface {
  return {
    ask: async (path, customerId, body) => {
      const answer = await fetch(new URL(`/customer-account/${path}`, appUrl), {
        method: "POST",
        headers: {
          Authorization: `Bearer ${store.customerSessionToken({ customerId })}`,
          "Content-Type": "application/json",
          "User-Agent": BROWSER,
          Origin: "https://extensions.shopifycdn.com",
        },
        body: JSON.stringify(body),
      });
      const text = await answer.text();
      if (answer.status >= 500) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 200)}`);
      const json: unknown = JSON.parse(text);
      if (!isFields(json)) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 200)}`);
      return json;
    },
  };
}
