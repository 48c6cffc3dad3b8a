import { ApiVersion } from "@shopify/shopify-api";

/** The Admin API's version, everywhere: documents are checked against its published schema. */
export const API_VERSION = ApiVersion.July26;
