import { answersFlow, onlyFlowPosts } from "~/flow-endpoint.server";
import { judgeForFlow } from "~/workflows/judge-for-flow.server";

export const loader = onlyFlowPosts;

/** What the policy says of an order, for a step of a merchant's workflow (extensions/flow-judge-order). */
export const action = answersFlow("judge-order", judgeForFlow);
