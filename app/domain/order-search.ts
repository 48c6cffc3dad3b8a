import { parseRmaNumber } from "./rma/rma-number";

/** One way to read what a person typed to find orders. */
export type OrderQuestion =
  | { by: "number"; names: readonly string[] }
  | { by: "rma"; number: string }
  | { by: "sku"; sku: string }
  | { by: "customer"; customerId: string };

const PREFIXED = /^(order|rma|sku|customer):\s*(.*)$/is;
const CUSTOMER_GID = /^(?:gid:\/\/shopify\/Customer\/)?(\d{1,20})$/;

/**
 * Every way to read a search, the likeliest first: an order's number (with or without `#`), an RMA number, a SKU,
 * a customer's number. `order:`, `rma:`, `sku:` and `customer:` in front say which one is meant. Nothing typed asks nothing.
 */
export function questionsOf(typed: string): OrderQuestion[] {
  const text = typed.trim();
  if (text === "") return [];
  const [, kind, rest] = PREFIXED.exec(text) ?? [];
  if (kind === undefined || rest === undefined)
    return [byNumber(text), ...byRma(text), bySku(text), ...byCustomer(text)];
  switch (kind.toLowerCase()) {
    case "order":
      return [byNumber(rest)];
    case "rma":
      return byRma(rest);
    case "sku":
      return [bySku(rest)];
    default:
      return byCustomer(rest);
  }
}

function byNumber(text: string): OrderQuestion {
  const number = text.replace(/^#/, "");
  return { by: "number", names: [number, `#${number}`] };
}

function byRma(text: string): OrderQuestion[] {
  const number = parseRmaNumber(text);
  return number === null ? [] : [{ by: "rma", number }];
}

const bySku = (sku: string): OrderQuestion => ({ by: "sku", sku });

function byCustomer(text: string): OrderQuestion[] {
  const [, number] = CUSTOMER_GID.exec(text) ?? [];
  return number === undefined ? [] : [{ by: "customer", customerId: `gid://shopify/Customer/${number}` }];
}

const NAME_PREFIX = /^customer:\s*/i;

/**
 * The words to ask Shopify's customer search for, or null where the text can be no name, e-mail or telephone number of
 * a person: an order's number, an RMA number or a SKU that does not exist need not be asked for.
 */
export function customerWordsOf(typed: string): string[] | null {
  const text = typed.trim();
  if (/^(order|rma|sku):/i.test(text) || parseRmaNumber(text) !== null) return null;
  const words = text
    .replace(NAME_PREFIX, "")
    .split(/\s+/)
    .filter((word) => /\p{L}{2}|\d{6}/u.test(word));
  return words.length > 0 ? words : null;
}
