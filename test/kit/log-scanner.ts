/** What must never stand in a log, whoever the shop is. */
const SECRETS: readonly [name: string, pattern: RegExp][] = [
  ["a session token", /eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/],
  ["an access token", /\bshp[a-z]{2}_[\w-]{6,}/],
  ["an e-mail address", /[\w.+-]+@[\w-]+\.[a-z]{2,}/i],
];

/** One line of a log that says too much; `what` names the kind, the value itself is not repeated. */
export interface Leak {
  what: string;
  line: number;
}

/**
 * Looks through log lines for tokens, e-mail addresses and the given personal values (names, addresses, phones).
 * Values under four characters are passed over: they would be found in any number.
 */
export function findLeaks(logs: readonly string[], personalValues: readonly string[] = []): Leak[] {
  const values = personalValues.filter((value) => value.length >= 4).map((value) => value.toLowerCase());
  return logs.flatMap((text, index) => {
    const named = SECRETS.filter(([, pattern]) => pattern.test(text)).map(([what]) => ({ what, line: index + 1 }));
    const lower = text.toLowerCase();
    const personal = values.some((value) => lower.includes(value)) ? [{ what: "personal data", line: index + 1 }] : [];
    return [...named, ...personal];
  });
}
