declare global {
  // One per process: the server bundle and Remix's bundle each carry a copy of this module, and share their connections.
  var rmaDeskPrepared: Map<string, string> | undefined;
}

/** Far more than there are statements worth it: texts that somebody makes anew each time must not fill the connections. */
const MOST = 500;

const names = (globalThis.rmaDeskPrepared ??= new Map<string, string>());

/**
 * Marks the text of a statement that people wait for again and again: each connection has it parsed and planned once.
 * Only for texts that never change.
 */
export function prepared(text: string): string {
  if (!names.has(text) && names.size < MOST) names.set(text, `rma_desk_${names.size}`);
  return text;
}

/** The name that a statement is prepared under; any other is planned each time, for its own values. */
export const preparedName = (text: string): string | undefined => names.get(text);
