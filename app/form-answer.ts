/** What a form is answered: HTTP status and body. */
export interface Answer {
  status: number;
  body: unknown;
}

/** A form that is not what it should be, with everything that is wrong with it. */
export const invalid = (details: { path: string; code: string }[]): Answer => ({
  status: 400,
  body: { error: "invalid-request", details },
});

type Refusal = string | { readonly error: string };

/** 422 with its code for what the rules refuse. */
export function answerOf(result: { ok: true; value: unknown } | { ok: false; error: Refusal }): Answer {
  if (result.ok) return { status: 200, body: result.value ?? {} };
  const body = typeof result.error === "string" ? { error: result.error } : result.error;
  return { status: body.error === "invalid-request" ? 400 : 422, body };
}

/** What a form field holds; undefined when it is not JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
