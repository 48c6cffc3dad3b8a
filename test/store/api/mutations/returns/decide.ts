import { startReverse } from "../../../returns/opening.ts";
import type { StoreState } from "../../../state.ts";
import { emitOrder, emitReturn } from "../../../webhooks/emit.ts";
import type { View } from "../../view.ts";
import { change, problem } from "./payload.ts";

const LONGEST_DECLINE = 500;

/** `returnApproveRequest`: a requested return is open from now on. The fee is the one it was requested with. */
export const returnApproveRequest = (state: StoreState, { input: { id } }: { input: { id: string } }): View =>
  change(
    state,
    {
      type: "ReturnApproveRequestPayload",
      id,
      field: ["input", "id"],
      from: "REQUESTED",
      message: "Only a requested return can be approved.",
    },
    ({ order, record }) => {
      record.status = "OPEN";
      startReverse(state, order, record);
      emitReturn(state, order, record, "returns/approve");
      emitOrder(state, order, "orders/updated");
      return [];
    },
  );

interface DeclineInput {
  id: string;
  declineReason: string;
  declineNote?: string | null;
}

/** `returnDeclineRequest`: its units are free for another return. */
export const returnDeclineRequest = (state: StoreState, { input }: { input: DeclineInput }): View =>
  change(
    state,
    {
      type: "ReturnDeclineRequestPayload",
      id: input.id,
      field: ["input", "id"],
      from: "REQUESTED",
      message: "Only a requested return can be declined.",
    },
    ({ order, record }) => {
      const note = input.declineNote ?? null;
      if (note !== null && note.length > LONGEST_DECLINE) {
        const message = `Decline note is too long (maximum is ${LONGEST_DECLINE} characters).`;
        return [problem(["input", "declineNote"], "TOO_LONG", message)];
      }
      record.status = "DECLINED";
      record.decline = { reason: input.declineReason, note };
      emitReturn(state, order, record, "returns/decline");
      emitOrder(state, order, "orders/updated");
      return [];
    },
  );
