import { remindClaim } from "~/workflows/remind-claim.server";
import { remindClaimJob } from "../definitions";
import { handleEach } from "../handler.server";

export const remindClaimHandler = handleEach(remindClaimJob, ({ shop, rmaId }) =>
  remindClaim({ shop, rmaId, at: new Date() }),
);
