import { err, ok, type Result } from "../result";

/** What a person is in the shop (R9); the merchant gives roles on the page "People". */
export const ROLES = ["clerk", "technician", "manager"] as const;
export type Role = (typeof ROLES)[number];

const EVERYONE: readonly Role[] = ROLES;
const OFFICE: readonly Role[] = ["clerk", "manager"];
const BENCH: readonly Role[] = ["technician", "manager"];
const MANAGER: readonly Role[] = ["manager"];

/**
 * Who may do what. Whoever inspects goods does not pay for them, and only a manager goes against the policy or changes
 * it. Opening a case needs no particular role: a shopper may do as much, and the verdict decides either way.
 */
const ALLOWED = {
  "open-return": EVERYONE,
  "decide-return": OFFICE,
  "register-claim": EVERYONE,
  "log-call": BENCH,
  "decide-claim": BENCH,
  "record-dealer-repair": BENCH,
  "edit-checklist": BENCH,
  "receive-parcel": EVERYONE,
  inspect: BENCH,
  "choose-remedy": BENCH,
  refund: OFFICE,
  override: MANAGER,
  "order-queue": OFFICE,
  "close-breach": MANAGER,
  "mark-product": BENCH,
  "change-policy": MANAGER,
  "read-history": MANAGER,
  "give-roles": MANAGER,
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type StaffAction = keyof typeof ALLOWED;

/** Every act that a role is asked for. */
export const STAFF_ACTIONS: readonly string[] = Object.keys(ALLOWED);

const rolesFor = (action: StaffAction): readonly Role[] => ALLOWED[action];

/** Whether a person may do it. A shop that gives no roles lets everyone do everything; else no role means looking only. */
export const mayDo = (role: Role | null, anyRolesGiven: boolean, action: StaffAction): boolean =>
  !anyRolesGiven || (role !== null && rolesFor(action).includes(role));

/** A person as far as roles are concerned. */
export interface Member {
  readonly userId: string;
  readonly role: Role | null;
  /** Owns the account at Shopify. */
  readonly isOwner: boolean;
}

/** The owner of the account is a manager whatever was given: somebody must always be able to give roles. */
export const roleOf = ({ role, isOwner }: Pick<Member, "role" | "isOwner">): Role | null =>
  isOwner ? "manager" : role;

export type RoleRefusal = { readonly code: "unknown-person" } | { readonly code: "manager-required" };

/**
 * The people with roles given or taken. Refused when somebody would have a role and nobody were left to give any:
 * then the shop could never change it again.
 */
export function giveRoles<Person extends Member>(
  people: readonly Person[],
  given: ReadonlyMap<string, Role | null>,
): Result<Person[], RoleRefusal> {
  const known = new Set(people.map(({ userId }) => userId));
  if ([...given.keys()].some((userId) => !known.has(userId))) return err({ code: "unknown-person" });
  const after = people.map((person) => ({ ...person, role: given.get(person.userId) ?? keptRole(person, given) }));
  const anyGiven = after.some(({ role }) => role !== null);
  if (anyGiven && !after.some((person) => roleOf(person) === "manager")) return err({ code: "manager-required" });
  return ok(after);
}

const keptRole = ({ userId, role }: Member, given: ReadonlyMap<string, Role | null>): Role | null =>
  given.has(userId) ? null : role;
