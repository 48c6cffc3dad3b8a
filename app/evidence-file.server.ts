import type { LoaderFunctionArgs } from "@remix-run/node";
import { authenticateAdmin } from "~/shopify.server";
import { readerOf } from "~/texts/languages";
import { makeEvidence, type EvidenceSubject } from "~/workflows/make-evidence.server";

/**
 * The loader of a page that hands out an evidence pack: in the language that `?language=` names, else in the reader's. Another
 * shop's order, case or breach is as unknown as one that does not exist.
 */
export const handsOutEvidence =
  (subjectOf: (params: LoaderFunctionArgs["params"]) => EvidenceSubject, error: string) =>
  async ({ request, params }: LoaderFunctionArgs): Promise<Response> => {
    const { shop, locale } = await authenticateAdmin(request);
    const reader = readerOf(new URL(request.url).searchParams.get("language") ?? locale);
    const pack = await makeEvidence({ shop, subject: subjectOf(params), reader, at: new Date() });
    if (pack === null) return Response.json({ error }, { status: 404 });
    return new Response(Uint8Array.from(pack.content), {
      headers: {
        "Content-Type": pack.type,
        "Content-Disposition": `attachment; filename="${pack.name}"`,
        "Cache-Control": "private, no-store",
      },
    });
  };
