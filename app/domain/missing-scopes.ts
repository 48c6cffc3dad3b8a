/** The scopes that are asked for and not granted; writing includes reading (https://shopify.dev/docs/api/usage/access-scopes). */
export function missingScopes(asked: readonly string[], granted: readonly string[]): string[] {
  const held = new Set(granted);
  return asked.filter((scope) => !held.has(scope) && !held.has(scope.replace(/^read_/, "write_")));
}
