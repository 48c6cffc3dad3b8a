/** No two changes of a thing share an instant, also while the story's clock stands still. */
export function afterLast(last: Date, now: Date): Date {
  return now.getTime() > last.getTime() ? now : new Date(last.getTime() + 1);
}
