import appConfig from "../shopify.app.toml?raw";

/** The access scopes that the app asks for, as shopify.app.toml declares them. */
export const DECLARED_SCOPES: readonly string[] = (/^scopes = "([^"]*)"$/m.exec(appConfig)?.[1] ?? "").split(",");
