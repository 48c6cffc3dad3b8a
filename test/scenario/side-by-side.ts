/** Runs `work` for each item, at most `width` at a time, and answers in the order of the items. */
export async function sideBySide<Item, Answer>(
  items: readonly Item[],
  { width, work }: { width: number; work: (item: Item) => Promise<Answer> },
): Promise<Answer[]> {
  const answers: Promise<Answer>[] = [];
  const running = new Set<Promise<unknown>>();
  for (const item of items) {
    while (running.size >= width) await Promise.race(running);
    const answer = work(item);
    answers.push(answer);
    const tracked: Promise<unknown> = answer.finally(() => running.delete(tracked)).catch(() => undefined);
    running.add(tracked);
  }
  return Promise.all(answers);
}
