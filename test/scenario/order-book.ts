import type { LocalStore, OrderLineView } from "../store/types.ts";
import type { OrderLineInput } from "../store/acts/arguments.ts";
import type { StoryProduct } from "./story.ts";

/** A line of an order as stories speak of it. */
export interface BookLine {
  readonly lineId: string;
  /** Its sku; a custom item goes by its title. */
  readonly sku: string;
  /** The sku of the bundle that it was sold in. */
  readonly bundle: string | undefined;
  /** Units of it in one bundle; 1 for a line of its own. */
  readonly perBundle: number;
}

export interface Units {
  readonly sku: string;
  readonly quantity: number;
}

/** Which line of which order a story means: the store knows lines, stories speak of skus and bundles. */
export class OrderBook {
  readonly #lines = new Map<string, readonly BookLine[]>();
  readonly #store: LocalStore;
  readonly #products: readonly StoryProduct[];

  constructor(store: LocalStore, products: readonly StoryProduct[]) {
    this.#store = store;
    this.#products = products;
  }

  /** Remembers what a placed order was made of. The store lists a bundle's components where the bundle was sold. */
  place(order: string, sold: readonly OrderLineInput[]): void {
    const views = [...this.#store.order(order).lines];
    const lines = sold.flatMap((line) => this.#componentsOf(line).map((part) => bookLine(part, views.shift())));
    this.#lines.set(order, lines);
  }

  /** All lines of an order, in its order. @returns an empty list for an order that nobody placed. */
  lines(order: string): readonly BookLine[] {
    return this.#lines.get(order) ?? this.#linesOfOthers(order);
  }

  /** Orders that the story did not place: the app makes replacements. */
  #linesOfOthers(order: string): BookLine[] {
    try {
      const views = this.#store.order(order).lines;
      return views.map(({ id, sku, title }) => ({ lineId: id, sku: sku ?? title, bundle: undefined, perBundle: 1 }));
    } catch {
      return [];
    }
  }

  /** The lines that a sku stands for: a bundle's own sku for all of its lines. */
  linesOf(order: string, sku: string): readonly BookLine[] {
    const lines = this.lines(order);
    const bundled = lines.filter(({ bundle }) => bundle === sku);
    return bundled.length > 0 ? bundled : lines.filter((line) => line.sku === sku);
  }

  /** Units in the store's words: bundles are taken apart. */
  unitsOf<Line extends Units>(order: string, lines: readonly Line[]): Line[] {
    return lines.flatMap((line) => {
      const bundled = this.lines(order).filter(({ bundle }) => bundle === line.sku);
      if (bundled.length === 0) return [line];
      return bundled.map(({ sku, perBundle }) => ({ ...line, sku, quantity: line.quantity * perBundle }));
    });
  }

  #componentsOf({ sku, title }: OrderLineInput): Omit<BookLine, "lineId">[] {
    const bundle = this.#products.find((product) => product.sku === sku)?.bundle;
    if (!bundle) return [{ sku: sku ?? title ?? "", bundle: undefined, perBundle: 1 }];
    return bundle.map((part) => ({ sku: part.sku, bundle: sku, perBundle: part.quantity }));
  }
}

function bookLine(part: Omit<BookLine, "lineId">, view: OrderLineView | undefined): BookLine {
  const name = view?.sku ?? view?.title;
  if (!view || name !== part.sku) throw new Error(`the store has ${name ?? "no line"} where ${part.sku} was sold`);
  return { ...part, lineId: view.id };
}
