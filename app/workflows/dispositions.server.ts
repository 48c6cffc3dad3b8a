import type { RefundAttempt } from "~/db/refund-repository.server";
import type { AdminClient } from "~/shopify/admin-client.server";
import type { ProcessedLine } from "~/shopify/operations/process-return.server";
import type { ReadReturn } from "~/shopify/operations/read-return.server";
import { readReverseLines, type ReverseLine } from "~/shopify/operations/read-reverse-lines.server";
import { fulfillmentsOnce } from "./fulfillments-once";

/**
 * Where the units of a refund go (R38): accepted, resellable, tracked ones back on the shelf of the location that they left
 * from, all others nowhere. A unit that already has its disposition gets no second one.
 */
export async function dispositionsOf(
  { admin }: { admin: AdminClient },
  attempt: RefundAttempt,
  mirrored: ReadReturn,
): Promise<ProcessedLine[]> {
  const reverseLines = await readReverseLines(admin, attempt.returnId);
  const findFulfillment = fulfillmentsOnce(admin);
  return Promise.all(
    attempt.lines.map(async (line) => {
      const own = mirrored.lines.find(({ returnLineItemId }) => returnLineItemId === line.returnLineItemId);
      const reverse = reverseLines.find((one) => one.fulfillmentLineItemId === own?.fulfillmentLineItemId);
      const { returnLineItemId, units } = line;
      if (!reverse) return { returnLineItemId, units, dispositions: [] };
      const locationId = own?.isTracked ? ((await findFulfillment(line.fulfillmentId))?.locationId ?? null) : null;
      return { returnLineItemId, units, dispositions: dispositions(line, reverse, locationId) };
    }),
  );
}

function dispositions(
  line: RefundAttempt["lines"][number],
  { reverseFulfillmentOrderLineItemId: id, left }: ReverseLine,
  locationId: string | null,
): Disposition[] {
  const restock = locationId === null ? 0 : Math.min(line.restock, left);
  const rest = Math.min(line.units - restock, left - restock);
  return [...restocked(id, restock, locationId), ...notRestocked(id, rest)];
}

type Disposition = ProcessedLine["dispositions"][number];

const restocked = (id: string, quantity: number, locationId: string | null): Disposition[] =>
  quantity > 0 && locationId !== null
    ? [{ reverseFulfillmentOrderLineItemId: id, quantity, dispositionType: "RESTOCKED", locationId }]
    : [];

const notRestocked = (id: string, quantity: number): Disposition[] =>
  quantity > 0 ? [{ reverseFulfillmentOrderLineItemId: id, quantity, dispositionType: "NOT_RESTOCKED" }] : [];
