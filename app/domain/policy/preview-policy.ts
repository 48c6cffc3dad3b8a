import type { CalendarDate } from "../calendar-date";
import { previewRefund } from "../refund/preview";
import { classifyProduct } from "./classify-product";
import type { Place, ProductFacts } from "./facts";
import type { Verdict } from "./finding-codes";
import type { Classification, LineSnapshot, LineState, OrderSnapshot } from "./order-snapshot";
import { basisPoints, type PolicyVersion } from "./policy-settings";
import { isInRegion } from "./region";
import { judgeStanding } from "./standing";

/** How a line stands by one policy, as far as a preview compares. */
export interface PreviewedStanding {
  readonly class: LineSnapshot["class"];
  readonly verdict: Verdict;
  readonly findings: readonly string[];
  readonly lastDay: CalendarDate | null;
  readonly warrantyUntil: CalendarDate | null;
  /** Fee of one unit in minor units; null where its return is denied. */
  readonly fee: number | null;
}

export interface LineDifference {
  readonly lineId: string;
  readonly sku: string | null;
  readonly title: string;
  readonly before: PreviewedStanding;
  readonly after: PreviewedStanding;
}

export interface PreviewedOrder {
  readonly order: OrderSnapshot;
  readonly lines: readonly { readonly line: LineSnapshot; readonly state: LineState }[];
  /** What products are today; a product that is not known keeps the class that was frozen. */
  readonly products: ReadonlyMap<string, ProductFacts>;
}

/** Two policies, and where they agree: what both say alike need not be asked anew of every order. */
export interface PolicyPair {
  readonly inForce: PolicyVersion;
  readonly draft: PolicyVersion;
  readonly sameRules: boolean;
  readonly sameRegion: boolean;
}

export const pairOf = ({ inForce, draft }: Pick<PolicyPair, "inForce" | "draft">): PolicyPair => ({
  inForce,
  draft,
  sameRules: JSON.stringify(inForce.settings.electronic) === JSON.stringify(draft.settings.electronic),
  sameRegion: isSameRegion(inForce, draft),
});

/**
 * The lines of an order that would stand differently by another policy, each by the same function that judges orders
 * (R4). Nothing that is frozen changes by it (R1): this only says what the draft would have answered.
 */
export function previewOrder(
  previewed: PreviewedOrder,
  policies: Pick<PolicyPair, "inForce" | "draft">,
): LineDifference[] {
  return differences(previewed, standingsOf(previewed, pairOf(policies)));
}

/** Every line's standing by both policies, in the order of the lines. */
export interface BothStandings {
  readonly before: readonly PreviewedStanding[];
  readonly after: readonly PreviewedStanding[];
}

export const standingsOf = (previewed: PreviewedOrder, pair: PolicyPair): BothStandings => ({
  before: standings(previewed, pair.inForce, pair),
  after: standings(previewed, pair.draft, pair),
});

/** Those of the lines whose standings differ. */
export const differences = ({ lines }: PreviewedOrder, { before, after }: BothStandings): LineDifference[] =>
  lines.flatMap(({ line: { lineId, sku, title } }, index) => {
    const [one, other] = [before[index], after[index]];
    if (one === undefined || other === undefined || isSame(one, other)) return [];
    return [{ lineId, sku, title, before: one, after: other }];
  });

function standings(previewed: PreviewedOrder, policy: PolicyVersion, pair: PolicyPair): PreviewedStanding[] {
  const { order, lines } = previewed;
  const classes = classesBy(previewed, policy, pair);
  const regionOk = pair.sameRegion ? order.regionOk : isInRegion(placeOf(order.shipTo), policy.settings.warranty);
  const inRegion = { ...order, regionOk, policyVersion: policy.version };
  const feeBasisPoints = basisPoints(policy.settings.return.restockFeePercent);
  return lines.map(({ line: frozen, state }, index) => {
    const own = classes?.[index]?.class ?? frozen.class;
    const line = own === frozen.class ? frozen : { ...frozen, class: own };
    const { verdict, findings, lastDay, warrantyUntil } = judgeStanding({ order: inRegion, line, state }, policy);
    const codes = findings.map(({ code }) => code);
    const fee = verdict === "deny" ? null : feeOfOneUnit(line, feeBasisPoints);
    return { class: own, verdict, findings: codes, lastDay, warrantyUntil, fee };
  });
}

/** Where both policies agree on the rules, the frozen classes stand (null); else products are what they are today. */
function classesBy(
  { lines, products }: PreviewedOrder,
  { settings: { electronic } }: PolicyVersion,
  { sameRules }: PolicyPair,
): Classification[] | null {
  if (sameRules) return null;
  const own = lines.map(({ line }): Classification => {
    const frozen = { class: line.class, rule: line.classRule };
    const product = products.get(line.productId ?? "");
    if (product === undefined || isDecidedElsewhere(frozen)) return frozen;
    return classifyProduct(product, line.sku, electronic);
  });
  const bundles = new Set(
    lines.flatMap(({ line }, index) => (own[index]?.class === "electronic" && line.bundleId ? [line.bundleId] : [])),
  );
  return own.map((found, index) => {
    const bundleId = lines[index]?.line.bundleId;
    return bundleId && bundles.has(bundleId) ? { ...found, class: "electronic" as const } : found;
  });
}

/** By the merchant's mark, or by nobody: no list has a say in it. */
const isDecidedElsewhere = ({ rule: { kind } }: Classification): boolean =>
  kind === "metafield" || kind === "custom-item" || kind === "product-deleted";

const isSameRegion = ({ settings: one }: PolicyVersion, { settings: other }: PolicyVersion): boolean =>
  one.warranty.countries.join() === other.warranty.countries.join() &&
  one.warranty.excludedZones.join() === other.warranty.excludedZones.join();

/** `CA-QC` as a snapshot keeps it. */
function placeOf(shipTo: string): Place | null {
  if (shipTo === "") return null;
  const at = shipTo.indexOf("-");
  return at < 0 ? { country: shipTo, zone: null } : { country: shipTo.slice(0, at), zone: shipTo.slice(at + 1) };
}

const feeOfOneUnit = (line: LineSnapshot, feeBasisPoints: number): number =>
  previewRefund({
    quantity: line.quantity,
    paidMinor: line.paidMinor,
    taxMinor: line.taxMinor,
    units: [{ fulfillmentId: "", quantity: 1 }],
    heldPositions: [],
    feeBasisPoints,
  }).fee;

const isSame = (one: PreviewedStanding, other: PreviewedStanding): boolean =>
  one.verdict === other.verdict &&
  one.lastDay === other.lastDay &&
  one.warrantyUntil === other.warrantyUntil &&
  one.fee === other.fee &&
  one.findings.join() === other.findings.join();
