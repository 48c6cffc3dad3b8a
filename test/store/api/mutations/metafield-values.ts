/** What is wrong with one field of a metafield's input. */
export interface ValueProblem {
  field: string;
  code: string;
  message: string;
}

/** Since 2026-04 (Shopify's changelog). */
const JSON_BYTES = 128 * 1_024;
const TEXT_BYTES = 64 * 1_024;

type Check = (value: string) => string | null;

const isJson: Check = (value) => {
  try {
    JSON.parse(value);
    return null;
  } catch {
    return "Value is invalid JSON.";
  }
};

const matches =
  (pattern: RegExp, message: string): Check =>
  (value) =>
    pattern.test(value) ? null : message;

/** The types that the app uses and their nearest kin. https://shopify.dev/docs/apps/build/custom-data/metafields/list-of-data-types */
const TYPES: Readonly<Record<string, Check>> = {
  json: isJson,
  boolean: matches(/^(true|false)$/, "Value must be true or false."),
  single_line_text_field: matches(/^[^\r\n]*$/, "Value must be a single line text string."),
  multi_line_text_field: () => null,
  number_integer: matches(/^-?\d{1,16}$/, "Value must be an integer."),
  number_decimal: matches(/^-?\d+(\.\d+)?$/, "Value must be a decimal."),
  date: matches(/^\d{4}-\d{2}-\d{2}$/, "Value must be in YYYY-MM-DD format."),
  date_time: matches(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/, "Value must be in ISO 8601 format."),
  "list.single_line_text_field": isJson,
};

/** The first thing wrong with a type or a value of it, null when both are right. */
export function checkValue(type: string | undefined, value: string): ValueProblem | null {
  if (type === undefined || type === "") return { field: "type", code: "BLANK", message: "Type can't be blank" };
  const check = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (!check)
    return {
      field: "type",
      code: "INCLUSION",
      message: `Type must be one of the following: ${Object.keys(TYPES).join(", ")}.`,
    };
  if (value === "") return { field: "value", code: "BLANK", message: "Value can't be blank." };
  const limit = type === "json" ? JSON_BYTES : TEXT_BYTES;
  if (Buffer.byteLength(value) > limit)
    return { field: "value", code: "TOO_LONG", message: `Value is too long (maximum is ${limit} bytes).` };
  const message = check(value);
  return message === null ? null : { field: "value", code: "INVALID_VALUE", message };
}
