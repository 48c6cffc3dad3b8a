import { z } from "zod";
import { dateTime, gid } from "./scalars";

/** What is read of a bulk operation; counts are strings at Shopify, because they may be long. */
export const BULK_OPERATION = `#graphql
  id status errorCode createdAt rootObjectCount fileSize url
`;

const count = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

export const bulkOperation = z.object({
  id: gid("BulkOperation"),
  status: z.enum(["CREATED", "RUNNING", "COMPLETED", "FAILED", "CANCELING", "CANCELED", "EXPIRED"]),
  errorCode: z.string().nullable(),
  createdAt: dateTime,
  rootObjectCount: count,
  /** Null while there is no result. */
  fileSize: count.nullable(),
  /** Of the whole result; null when nothing was found, too. */
  url: z.url().nullable(),
});

export type BulkOperation = z.output<typeof bulkOperation>;
