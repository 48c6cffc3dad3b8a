/** A reading that is shared by all who ask for the same while it is under way; it is as old as that for each of them. */
export function shareReading<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const underWay = new Map<string, Promise<T>>();
  return (key) => {
    const reading = underWay.get(key) ?? read(key).finally(() => underWay.delete(key));
    underWay.set(key, reading);
    return reading;
  };
}
