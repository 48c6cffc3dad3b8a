/** Something outside went wrong. `retryable` says whether the same call may work later. */
export abstract class Fault extends Error {
  abstract readonly retryable: boolean;
  /** A stable code for logs, the dead-letter list and answers. */
  abstract readonly code: string;

  override get name(): string {
    return this.constructor.name;
  }
}

/** Shopify did not answer, answered 5xx or something that is not JSON. */
export class ShopifyUnavailable extends Fault {
  readonly retryable = true;
  readonly code = "shopify-unavailable";
}

/** The bucket of Admin API points stayed empty for longer than a job may wait. */
export class ShopifyThrottled extends Fault {
  readonly retryable = true;
  readonly code = "shopify-throttled";
}

/** Shopify refuses our token: uninstalled, revoked, or its refresh failed. Work for the shop pauses. */
export class ShopifyAccessLost extends Fault {
  readonly retryable = true;
  readonly code = "shopify-access-lost";
}

/** Shopify refuses the request as such: wrong field, missing scope, unknown version. */
export class ShopifyRefused extends Fault {
  readonly retryable = false;
  readonly code = "shopify-refused";
}

/** A mutation came back with `userErrors`. */
export class ShopifyUserErrors extends Fault {
  readonly retryable = false;
  readonly code = "shopify-user-errors";
  readonly userErrors: readonly { code: string | null; field: string | null; message: string }[];

  constructor(operation: string, userErrors: ShopifyUserErrors["userErrors"]) {
    super(`${operation}: ${userErrors.map(({ code, message }) => code ?? message).join(", ")}`);
    this.userErrors = userErrors;
  }
}

/** An answer of the Admin API does not have the shape that its schema promises. */
export class ShopifyContractBroken extends Fault {
  readonly retryable = false;
  readonly code = "shopify-contract-broken";
}

/** Someone else changed the row in between: read again and decide again. */
export class StaleWrite extends Fault {
  readonly retryable = true;
  readonly code = "stale-write";
}

/** What arrived can never be worked on (a body that is not JSON, a payload without an id). */
export class Unreadable extends Fault {
  readonly retryable = false;
  readonly code: string;

  constructor(code: string, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/** The mail server did not answer, or said that it cannot take the mail now. */
export class MailNotTaken extends Fault {
  readonly retryable = true;
  readonly code = "mail-not-taken";
}

/** The mail server says that this address does not exist or takes no mail: another try would hear the same. */
export class MailBounced extends Fault {
  readonly retryable = false;
  readonly code = "mail-bounced";
}

/** The mail server refuses this mail as such, for good. */
export class MailRefused extends Fault {
  readonly retryable = false;
  readonly code = "mail-refused";
}
