import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Node } from "yaml";
import type { z } from "zod";
import { StoryError } from "./story-error.ts";

export type Path = readonly PropertyKey[];

/** A parsed YAML file that still knows on which line everything stands. */
export interface YamlFile {
  readonly file: string;
  readonly value: unknown;
  /** The line of the innermost thing that `path` leads to. */
  lineOf(path: Path): number;
}

/**
 * Reads YAML 1.2 with the core schema: `ON`, `yes` and dates are strings.
 * @throws StoryError with the line of the first syntax error, a repeated key or an unknown YAML alias.
 */
export function parseYaml(file: string, text: string): YamlFile {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { version: "1.2", schema: "core", uniqueKeys: true, lineCounter });
  const lineAt = (offset: number) => lineCounter.linePos(offset).line;
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) throw new StoryError({ file, line: lineAt(problem.pos[0]) }, firstLine(problem.message));
  refuseOpenAliases(document, (offset, message) => new StoryError({ file, line: lineAt(offset) }, message));
  return { file, value: document.toJS(), lineOf: (path) => lineAt(offsetOf(document.contents, path)) };
}

const firstLine = (message: string): string => message.split("\n")[0] ?? message;

/** An alias (`*name`) that names no anchor would only be found, without its place, when the values are built. */
function refuseOpenAliases(document: Document, problem: (offset: number, message: string) => Error): void {
  visit(document, {
    Alias: (_key, alias) => {
      if (!alias.resolve(document)) throw problem(rangeOf(alias), `unknown alias "*${alias.source}"`);
    },
  });
}

function offsetOf(root: unknown, path: Path): number {
  let offset = startOf(root);
  let node = root;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => (isScalar(key) ? String(key.value) : "") === String(step));
      if (!pair) return offset;
      offset = startOf(pair.key);
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      if (node === undefined) return offset;
      offset = startOf(node);
    } else return offset;
  }
  return offset;
}

const startOf = (node: unknown): number => (isNode(node) ? rangeOf(node) : 0);
const rangeOf = (node: Node): number => node.range?.[0] ?? 0;

/**
 * Parses a part of the file with a zod schema.
 * @throws StoryError on the line of the first thing that is wrong, naming it by its path.
 */
export function parsePart<Schema extends z.ZodType>(
  yaml: YamlFile,
  { path, value, schema }: { path: Path; value: unknown; schema: Schema },
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (!issue) throw new StoryError({ file: yaml.file, line: yaml.lineOf(path) }, "not understood");
  const [unknownKey] = issue.code === "unrecognized_keys" ? issue.keys : [];
  const at = [...path, ...issue.path, ...(unknownKey === undefined ? [] : [unknownKey])];
  const message = unknownKey === undefined ? `${issue.message} at "${at.join(".")}"` : `unknown key "${unknownKey}"`;
  throw new StoryError({ file: yaml.file, line: yaml.lineOf(at) }, message);
}
