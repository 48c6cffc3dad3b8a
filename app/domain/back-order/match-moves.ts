import { waitingUnits, withdrawComing, type LedgerLine } from "./ledger-line";

/**
 * Of the places of one order line: as many units leave as are to come. They are taken from those that wait, first where
 * they were to leave before. A promise for more than still waits elsewhere is void (R26): somebody cancelled, shipped or
 * moved the units meanwhile.
 */
export function matchMoves<Line extends LedgerLine>(places: readonly Line[]): Line[] {
  const mayLeave = places.map((line) => (line.coming > 0 ? 0 : waitingUnits({ ...line, leaving: 0 })));
  const due = Math.min(sum(places.map(({ coming }) => coming)), sum(mayLeave));
  const leaving = spread(
    places.map((line, at) => Math.min(line.leaving, mayLeave[at] ?? 0)),
    due,
  );
  const rest = spread(
    mayLeave.map((units, at) => units - (leaving[at] ?? 0)),
    due - sum(leaving),
  );
  const coming = spread(
    places.map((line) => line.coming),
    due,
  );
  return places.map((line, at) => ({
    ...line,
    ...withdrawComing(line, line.coming - (coming[at] ?? 0)),
    leaving: (leaving[at] ?? 0) + (rest[at] ?? 0),
  }));
}

/** Takes units from what there is, the first places first. */
function spread(available: readonly number[], units: number): number[] {
  let left = units;
  return available.map((one) => {
    const taken = Math.min(one, left);
    left -= taken;
    return taken;
  });
}

const sum = (units: readonly number[]): number => units.reduce((total, one) => total + one, 0);
