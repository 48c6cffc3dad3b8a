import type { DispositionType } from "../../../returns/records.ts";
import { dispose, disposedUnits, type Disposal } from "../../../returns/dispositions.ts";
import type { StoreState } from "../../../state.ts";
import { emitDisposed, emitMovedLevels } from "../../../webhooks/emit.ts";
import { allReverseOrders, type FoundReverse } from "../../return-finders.ts";
import type { View } from "../../view.ts";
import { reverseLineView } from "../../views/reverse-view.ts";
import { errorViews, problem, type ReturnProblem } from "./payload.ts";

export interface DisposeInput {
  reverseFulfillmentOrderLineItemId: string;
  dispositionType: DispositionType;
  quantity: number;
  locationId?: string | null;
}

interface FoundDisposal extends Disposal, FoundReverse {
  reverse: FoundReverse["reverse"];
}

/** `reverseFulfillmentOrderDispose`: says what became of units, without money. */
export function reverseFulfillmentOrderDispose(
  state: StoreState,
  { dispositionInputs }: { dispositionInputs: readonly DisposeInput[] },
): View {
  const type = "ReverseFulfillmentOrderDisposePayload";
  const { disposals, problems } = readDisposals(state, dispositionInputs, ["dispositionInputs"]);
  if (problems.length > 0)
    return { __typename: type, reverseFulfillmentOrderLineItems: null, userErrors: errorViews(problems) };
  for (const one of disposals) dispose(state, one.order, { record: one.record, disposals: [one] });
  for (const reverse of new Set(disposals.map((one) => one.reverse))) {
    const record = disposals.find((one) => one.reverse === reverse)?.record;
    if (record) emitDisposed(state, record, reverse);
  }
  emitMovedLevels(state);
  const lines = new Map(disposals.map((one) => [one.line.id, one]));
  return {
    __typename: type,
    reverseFulfillmentOrderLineItems: () =>
      [...lines.values()].map(({ order, record, line }) => reverseLineView(state, order, { record, line })),
    userErrors: [],
  };
}

/** Finds what is meant and says what is wrong with it; several inputs of one line count together. */
export function readDisposals(
  state: StoreState,
  inputs: readonly DisposeInput[],
  field: readonly string[],
): { disposals: FoundDisposal[]; problems: ReturnProblem[] } {
  const asked = new Map<string, number>();
  const read = inputs.map((input, index) => {
    const own = [...field, String(index)];
    const found = findLine(state, input.reverseFulfillmentOrderLineItemId);
    if (!found) return problem([...own, "reverseFulfillmentOrderLineItemId"], "NOT_FOUND", "Line item does not exist.");
    if (found.reverse.status === "CANCELED")
      return problem([...own, "reverseFulfillmentOrderLineItemId"], "INVALID_STATE", "The return is canceled.");
    const before = asked.get(found.line.id) ?? 0;
    asked.set(found.line.id, before + input.quantity);
    return (
      problemOf(state, input, { own, left: found.line.total - disposedUnits(found.line) - before }) ?? {
        ...found,
        type: input.dispositionType,
        quantity: input.quantity,
        locationId: input.locationId ?? null,
      }
    );
  });
  return {
    disposals: read.filter((one) => "reverse" in one),
    problems: read.filter((one) => "code" in one),
  };
}

function findLine(state: StoreState, id: string) {
  for (const found of allReverseOrders(state)) {
    const line = found.reverse.lines.find((one) => one.id === id);
    if (line) return { ...found, line };
  }
  return null;
}

function problemOf(
  state: StoreState,
  { dispositionType, quantity, locationId }: DisposeInput,
  { own, left }: { own: string[]; left: number },
): ReturnProblem | null {
  if (quantity < 1) return problem([...own, "quantity"], "GREATER_THAN", "Quantity must be greater than 0.");
  if (quantity > left)
    return problem([...own, "quantity"], "INVALID", "Quantity exceeds what is left to be disposed of.");
  if (dispositionType === "RESTOCKED" && !locationId)
    return problem([...own, "locationId"], "BLANK", "Location can't be blank for a restocked item.");
  if (locationId && !state.locations.has(locationId))
    return problem([...own, "locationId"], "NOT_FOUND", "Location does not exist.");
  return null;
}
