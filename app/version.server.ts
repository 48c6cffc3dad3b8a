import packageJson from "../package.json" with { type: "json" };

/** The product's version, as its release is called. */
export const VERSION = packageJson.version;
