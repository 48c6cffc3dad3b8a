import { db } from "~/db.server";
import { writeMarks } from "~/workflows/mark-products.server";
import { markProductsJob } from "../definitions";
import { handleEach } from "../handler.server";

export const markProductsHandler = handleEach(markProductsJob, (batch) => writeMarks(db, batch));
