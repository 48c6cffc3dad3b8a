import type { LoaderFunctionArgs } from "@remix-run/node";
import { Fault } from "~/errors";
import { logger } from "~/logger.server";
import { ALL_TEXTS } from "~/texts/all-texts";
import { LANGUAGES } from "~/texts/languages";
import { openForm } from "~/workflows/open-form.server";

/** The form of a case as PDF. The link is the permission; it is short-lived and told to nobody else. */
export async function loader({ params }: LoaderFunctionArgs): Promise<Response> {
  const form = await openForm(params["token"] ?? "", new Date()).catch((error: unknown) => {
    if (!(error instanceof Fault)) throw error;
    logger.warn({ code: error.code }, "a form could not be made");
    return "later" as const;
  });
  if (form === "later") return plain("formLink.later", 503);
  if (form === null) return plain("formLink.over", 404);
  return new Response(Uint8Array.from(form.content), {
    headers: { ...PRIVATE, "Content-Type": form.type, "Content-Disposition": `inline; filename="${form.name}"` },
  });
}

const PRIVATE = { "Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer" } as const;

/** Nobody knows who reads this, so it is said in every language. */
function plain(key: string, status: number): Response {
  const text = LANGUAGES.map((language) => ALL_TEXTS[language].t(key)).join("\n\n");
  return new Response(text, { status, headers: { ...PRIVATE, "Content-Type": "text/plain; charset=utf-8" } });
}
