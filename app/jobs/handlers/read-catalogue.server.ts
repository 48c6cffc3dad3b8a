import { db } from "~/db.server";
import { readCatalogue } from "~/workflows/classify-products.server";
import { readCatalogueJob } from "../definitions";
import { handleEach } from "../handler.server";

export const readCatalogueHandler = handleEach(readCatalogueJob, ({ shop, since }) =>
  readCatalogue(db, { shop, since: since === null ? null : new Date(since), at: new Date() }),
);
