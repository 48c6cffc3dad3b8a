/** Text for HTML: nothing that a person wrote becomes markup. */
export const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

export type Language = "en" | "fr";

/** `?locale=fr-CA` is French; everything else reads English. */
export const languageOf = (url: URL): Language =>
  (url.searchParams.get("locale") ?? "en").toLowerCase().startsWith("fr") ? "fr" : "en";

export const page = (html: string, status = 200): Response =>
  new Response(html, { status, headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" } });
