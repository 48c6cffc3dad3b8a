import { z } from "zod";
import { isFields } from "../match.ts";
import type { World } from "../world.ts";

const page = z.object({
  rows: z.array(
    z.object({
      kind: z.string(),
      state: z.string(),
      recipient: z.string().nullable(),
      language: z.string().nullable(),
      attachments: z.array(z.string()),
    }),
  ),
  older: z.string().nullable(),
});

export type ListedMail = z.output<typeof page>["rows"][number];

/** Every mail of a kind that the admin's log shows, page by page. */
export async function readMails({ staff }: Pick<World, "staff">, kind: string): Promise<ListedMail[]> {
  const found: ListedMail[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const query = new URLSearchParams({ kind, ...(cursor === "" ? {} : { cursor }) });
    const routes = await staff.read(`/app/mails?${query.toString()}`);
    const data = Object.values(routes).find((answer) => isFields(answer) && "rows" in answer);
    const { rows, older } = page.parse(data);
    found.push(...rows);
    cursor = older;
  }
  return found;
}
