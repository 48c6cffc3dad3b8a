import { apiError } from "./view.ts";

/**
 * `@idempotent(key:)`: the same key with the same input gives the first answer again and does nothing; with another
 * input it fails. https://shopify.dev/docs/api/usage/idempotent-requests
 */
export class IdempotencyKeys {
  readonly #answers = new Map<string, { input: string; answer: unknown }>();

  /** @throws GraphQLError when the key is blank or was used with another input. */
  once<Answer>(key: { operation: string; key: string }, input: unknown, act: () => Answer): unknown {
    if (key.key.trim() === "") throw apiError("The idempotency key can't be blank.", "BAD_REQUEST");
    const name = `${key.operation}/${key.key}`;
    const text = JSON.stringify(input);
    const known = this.#answers.get(name);
    if (known && known.input !== text) {
      throw apiError(
        "The same idempotency key was used with different parameters.",
        "IDEMPOTENCY_KEY_PARAMETER_MISMATCH",
      );
    }
    if (known) return known.answer;
    const answer = act();
    this.#answers.set(name, { input: text, answer });
    return answer;
  }
}

/** The mutations that refuse to run without the directive since 2026-04 (SHOPIFY.md 8.3). */
export const NEEDS_IDEMPOTENCY_KEY: ReadonlySet<string> = new Set([
  "refundCreate",
  "inventoryActivate",
  "inventoryAdjustQuantities",
  "inventoryMoveQuantities",
  "inventorySetOnHandQuantities",
  "inventorySetQuantities",
]);
