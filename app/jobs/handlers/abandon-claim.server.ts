import { abandonClaim } from "~/workflows/abandon-claim.server";
import { abandonClaimJob } from "../definitions";
import { handleEach } from "../handler.server";

export const abandonClaimHandler = handleEach(abandonClaimJob, ({ shop, rmaId }) =>
  abandonClaim({ shop, rmaId, at: new Date() }),
);
