import { z } from "zod";

/** Shopify's `ReturnStatus`: stored beside our own status, never mapped into it. */
export const returnStatus = z.enum(["REQUESTED", "OPEN", "CLOSED", "CANCELED", "DECLINED"]);
