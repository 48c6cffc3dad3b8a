import type { CalendarDate } from "./calendar-date";
import type { FindingCode, FindingFacts, Verdict } from "./policy/finding-codes";
import type { LineSnapshot, LineState } from "./policy/order-snapshot";
import type { LineStanding } from "./policy/standing";

/** The tags that the app owns on an order; every other tag is the merchant's. */
export const ORDER_TAGS = {
  nonReturnable: "rma-desk:non-returnable",
  backorder: "rma-desk:backorder",
  rmaOpen: "rma-desk:rma-open",
  breach: "rma-desk:breach",
} as const;
export type OrderTag = (typeof ORDER_TAGS)[keyof typeof ORDER_TAGS];

/** What a text is wanted for: a finding, a line that can be returned, or an electronic line under warranty (R35). */
export type StandingTextCode = FindingCode | "returnable" | "under-warranty";

export interface BilingualText {
  readonly en: string;
  readonly fr: string;
}

/** Texts are not the domain's: the caller looks them up by code and facts. */
export type StandingTexts = (code: StandingTextCode, facts: FindingFacts) => BilingualText;

/** Lines of an order that stand alike. */
interface FlagGroup {
  readonly lines: readonly string[];
  /** What the lines sell: on the order status page, lines go by ids that are not the order's. */
  readonly variants: readonly string[];
  readonly electronic: boolean;
  readonly listed: boolean | null;
  readonly regionOk: boolean;
  readonly verdict: Verdict;
  readonly findings: readonly FindingCode[];
  readonly lastDay: CalendarDate | null;
  readonly warrantyUntil: CalendarDate | null;
  readonly policyVersion: number;
  readonly text: BilingualText;
}

/** The order metafield `$app:policy`: what the extensions show of every line. */
export interface PolicyFlag {
  readonly v: 1;
  readonly version: number;
  readonly groups: readonly FlagGroup[];
}

/**
 * The value of the order metafield. Lines that stand alike share one group, so that an order of a thousand lines stays far
 * below the 128 KB that a JSON metafield may have. Same standings, same value: it can be compared by its digest.
 */
export function policyFlag(version: number, standings: readonly LineStanding[], texts: StandingTexts): PolicyFlag {
  const groups = new Map<string, FlagGroup & { readonly lines: string[]; readonly variants: string[] }>();
  for (const { lineId, variantId, ...standing } of standings) {
    const key = JSON.stringify(standing);
    const group = groups.get(key) ?? { lines: [], variants: [], ...shown(standing, texts) };
    groups.set(key, group);
    group.lines.push(lineId);
    if (variantId !== null && !group.variants.includes(variantId)) group.variants.push(variantId);
  }
  return { v: 1, version, groups: [...groups.values()] };
}

/** A line as it was frozen and as it is now. */
export interface LineNow {
  readonly line: LineSnapshot;
  readonly state: LineState;
}

/** What is under way for an order beside its lines. */
export interface OpenCases {
  readonly hasOpenRma: boolean;
  readonly hasOpenBreach: boolean;
}

/** The tags that judging wants on an order; what is not among them comes off again. */
export function wantedTags(lines: readonly LineNow[], { hasOpenRma, hasOpenBreach }: OpenCases): OrderTag[] {
  const tags: OrderTag[] = hasOpenRma ? [ORDER_TAGS.rmaOpen] : [];
  if (hasOpenBreach) tags.push(ORDER_TAGS.breach);
  if (lines.some((now) => now.line.class === "electronic" && isStillSold(now))) tags.push(ORDER_TAGS.nonReturnable);
  if (lines.some(({ state }) => (state.waiting ?? 0) > 0)) tags.push(ORDER_TAGS.backorder);
  return tags;
}

/** Neither the order nor every unit of the line was cancelled before it shipped. */
function isStillSold({ state }: LineNow): boolean {
  return !state.orderCancelled && (state.unshipped > 0 || state.shipments.length > 0);
}

type Standing = Omit<LineStanding, "lineId" | "variantId">;

function shown(standing: Standing, texts: StandingTexts): Omit<FlagGroup, "lines" | "variants"> {
  const { findings, ...rest } = standing;
  return { ...rest, findings: findings.map(({ code }) => code), text: textOf(standing, texts) };
}

/** All that is to be said of a line: every finding, or until when it can be returned, and the warranty (R35). */
export function textOf(
  standing: Pick<LineStanding, "findings" | "lastDay" | "electronic" | "warrantyUntil">,
  texts: StandingTexts,
): BilingualText {
  const { findings, lastDay, warrantyUntil } = standing;
  const parts = findings.map(({ code, facts }) => texts(code, facts));
  if (parts.length === 0) parts.push(texts("returnable", lastDay === null ? {} : { lastDay }));
  if (standing.electronic && warrantyUntil !== null) parts.push(texts("under-warranty", { warrantyUntil }));
  return { en: parts.map(({ en }) => en).join(" "), fr: parts.map(({ fr }) => fr).join(" ") };
}
