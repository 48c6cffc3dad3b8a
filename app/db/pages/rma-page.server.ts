import type { Db } from "~/db.server";
import { findInspections, type Inspection } from "~/db/inspection-repository.server";
import { findOrder, type StoredOrder } from "~/db/order-repository.server";
import { findOverride } from "~/db/override-repository.server";
import { findParcelsOfRma, type Parcel } from "~/db/parcel-repository.server";
import { getPolicy } from "~/db/policy-repository.server";
import { findRefundAttempts, type RefundAttempt } from "~/db/refund-repository.server";
import { findRma, findRmaByNumber } from "~/db/rma-repository.server";
import { findReturnsOfRma } from "~/db/shopify-return-repository.server";
import { formatAmount } from "~/domain/money";
import { coverageElsewhere, coverageOf, type Coverage } from "~/domain/policy/coverage";
import { expectedRefundOf, paidSoFar } from "~/domain/refund/expected-refund";
import type { LineMoney } from "~/domain/refund/worksheet";
import type { Claim } from "~/domain/rma/open-claim";
import type { Override } from "~/domain/rma/override";
import { openUnits, sumOf, uninspectedUnits, unpaidUnits, type ReturnLine, type Rma } from "~/domain/rma/rma";
import { parseRmaNumber } from "~/domain/rma/rma-number";
import { commandsOf } from "~/domain/rma/rma-status";
import { claimPart } from "./claim-part.server";
import { timelineOf } from "./timeline.server";

/** A case by our id or by its number, however it is typed. */
export async function findRmaNamed(db: Db, shop: string, name: string): Promise<Rma | null> {
  const number = parseRmaNumber(name);
  return number === null ? findRma(db, shop, name) : findRmaByNumber(db, shop, number);
}

/** Everything that the page of one case shows; amounts as decimal strings in the order's currency. */
export async function rmaPage(db: Db, shop: string, name: string) {
  const rma = await findRmaNamed(db, shop, name);
  if (rma === null) return null;
  const order = rma.orderId === null ? null : await findOrder(db, shop, rma.orderId);
  const money = new Map((order?.snapshot.lines ?? []).map((line) => [line.lineId, line]));
  const [policy, mails, returns, parcels, inspections, attempts, override, claim, timeline] = await Promise.all([
    getPolicy(db, shop, rma.policyVersion),
    mailsOf(db, shop, rma.id),
    findReturnsOfRma(db, shop, rma.id),
    findParcelsOfRma(db, shop, rma.id),
    findInspections(db, shop, rma.id),
    findRefundAttempts(db, shop, rma.id),
    findOverride(db, shop, rma.id),
    claimPart(db, shop, rma.id),
    timelineOf(db, { shop, subject: "rma", subjectId: rma.id }),
  ]);
  return {
    rma: headOf(rma),
    lines: rma.lines.map((line) => ({
      ...lineOf(rma, line, money),
      coverage: coverageOfLine(line, { order, claim, months: policy.settings.warranty.months }),
    })),
    returns: returns.map(({ returnId, name: returnName, status }) => ({ returnId, name: returnName, status })),
    parcels: parcels.map(toParcel),
    inspections: inspections.map(toInspection),
    refunds: attempts.map(toRefund),
    override: override && toOverride(override, rma.currency),
    mails,
    policy: {
      windowDays: policy.settings.return.windowDays,
      feePercent: policy.settings.return.restockFeePercent,
    },
    /** Where customers call (R32). */
    phones: policy.settings.warranty.phones,
    claim,
    commands: commandsOf(rma.status),
    waiting: {
      open: sumOf(rma, openUnits),
      uninspected: sumOf(rma, uninspectedUnits),
      unpaid: sumOf(rma, unpaidUnits),
      held: parcels.some(({ decision, completedAt }) => decision === "held" && completedAt === null),
    },
    timeline,
  };
}

/** The mails about a case, oldest first. */
async function mailsOf(db: Db, shop: string, rmaId: string) {
  const rows = await db.mail.findMany({
    where: { shop, subject: "rma", subjectId: rmaId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, kind: true, state: true, sentBy: true, tries: true, lastError: true, createdAt: true },
  });
  return rows.map(({ createdAt, ...mail }) => ({ ...mail, createdAt: createdAt.toISOString() }));
}

const toParcel = ({ arrivedAt, completedAt, ...parcel }: Parcel) => ({
  ...parcel,
  arrivedAt: arrivedAt.toISOString(),
  completedAt: completedAt?.toISOString() ?? null,
});

const toInspection = ({ at, ...inspection }: Inspection) => ({ ...inspection, at: at.toISOString() });

const toOverride = ({ at, secondAt, amountMinor, ...override }: Override, currency: string) => ({
  ...override,
  at: at.toISOString(),
  secondAt: secondAt?.toISOString() ?? null,
  amount: formatAmount(amountMinor, currency),
});

const headOf = ({ lines: _lines, returnLines: _returnLines, ...rma }: Rma) => ({
  ...rma,
  requestedAt: rma.requestedAt.toISOString(),
  approvedAt: rma.approvedAt?.toISOString() ?? null,
  closedAt: rma.closedAt?.toISOString() ?? null,
});

function lineOf(rma: Rma, line: Rma["lines"][number], money: ReadonlyMap<string, LineMoney>) {
  const returnLines = rma.returnLines.filter(({ lineId }) => lineId === line.lineId);
  const units = (count: (returnLine: ReturnLine) => number) => sumOf({ returnLines }, count);
  const { fee, refund } =
    units(({ refunded }) => refunded) > 0 ? paidAmounts(returnLines) : expectedRefundOf(returnLines, money);
  return {
    ...line,
    open: units(openUnits),
    received: units(({ received }) => received),
    uninspected: units(uninspectedUnits),
    accepted: units(({ accepted }) => accepted),
    rejected: units(({ rejected }) => rejected),
    expired: units(({ closed }) => closed),
    refunded: units(({ refunded }) => refunded),
    fee: formatAmount(fee, rma.currency),
    refund: formatAmount(refund, rma.currency),
  };
}

interface CoverSources {
  order: StoredOrder | null;
  claim: Pick<Claim, "country" | "purchasedOn" | "warrantyUntil"> | null;
  months: number;
}

/** What the warranty of a line is judged by (R28–R30); null for a line that an edit took off the order. */
function coverageOfLine(line: Rma["lines"][number], { order, claim, months }: CoverSources): Coverage | null {
  if (order === null) {
    const isListingUnknown = line.findings.some(({ code }) => code === "listing-unknown");
    return claim && coverageElsewhere({ ...claim, country: claim.country ?? "", isListingUnknown });
  }
  const bought = order.snapshot.lines.find(({ lineId }) => lineId === line.lineId);
  return bought === undefined ? null : coverageOf(order.snapshot, bought, months);
}

const paidAmounts = (returnLines: readonly ReturnLine[]) => paidSoFar({ returnLines });

const toRefund = (attempt: RefundAttempt) => {
  const decimal = (minor: number) => formatAmount(minor, attempt.currency);
  return {
    sequence: attempt.sequence,
    state: attempt.state,
    stopCode: attempt.stopCode,
    currency: attempt.currency,
    units: attempt.lines.reduce((sum, { units }) => sum + units, 0),
    paidShare: decimal(attempt.paidShare),
    fee: decimal(attempt.fee),
    tax: decimal(attempt.tax),
    shipping: decimal(attempt.shipping),
    refund: decimal(attempt.refund),
    suggested: attempt.suggested === null ? null : decimal(attempt.suggested),
    refundId: attempt.refundId,
    by: attempt.by,
    preparedAt: attempt.preparedAt.toISOString(),
    paidAt: attempt.paidAt?.toISOString() ?? null,
  };
};
