/** Replaced by the bundler with what stands in the .env beside shopify.app.toml. */
declare const process: { readonly env: { readonly APP_URL: string } };
