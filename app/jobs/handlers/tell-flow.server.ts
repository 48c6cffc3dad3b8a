import { db } from "~/db.server";
import { tellFlow } from "~/workflows/tell-flow.server";
import { tellFlowJob } from "../definitions";
import { handleEach } from "../handler.server";

export const tellFlowHandler = handleEach(tellFlowJob, (payload) => tellFlow(db, payload));
