const last = new Map<string, Promise<unknown>>();

/**
 * Does work about one thing after what this process does about it already. The database's lock decides between processes;
 * but whoever waits for that lock keeps a connection from everybody else.
 */
export function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const turn = (last.get(key) ?? Promise.resolve()).then(work, work);
  last.set(key, turn);
  const forget = () => void (last.get(key) === turn && last.delete(key));
  turn.then(forget, forget);
  return turn;
}
