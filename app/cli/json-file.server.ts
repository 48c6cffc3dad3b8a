import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { err, ok, type Result } from "~/domain/result";

/** What a JSON file holds; `-` is standard input. */
export async function readJsonFile(
  file: string,
): Promise<Result<unknown, { error: "file-not-readable" | "not-json"; file: string }>> {
  const content = await (file === "-" ? text(process.stdin) : readFile(file, "utf8")).catch(() => null);
  if (content === null) return err({ error: "file-not-readable", file });
  try {
    return ok(JSON.parse(content));
  } catch {
    return err({ error: "not-json", file });
  }
}
