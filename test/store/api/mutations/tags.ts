import type { StoreState } from "../../state.ts";
import { demandWrite } from "../access.ts";
import type { ApiContext, View } from "../view.ts";
import { findOwner, type Owner } from "./owners.ts";

interface TagArguments {
  id: string;
  tags: readonly string[];
}

const MAXIMUM = 250;
const LONGEST = 255;

const problem = (field: string, message: string): View => ({ __typename: "UserError", field: [field], message });

/** A single string may hold several tags, parted by commas (schema, `tagsAdd`). */
const namesIn = (tags: readonly string[]): string[] =>
  tags
    .flatMap((tag) => tag.split(","))
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");

const sameTag = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** `tagsAdd`: adds what is not there yet, without regard to case; the rest stays. */
export function tagsAdd(state: StoreState, { id, tags }: TagArguments, context: ApiContext): View {
  demandWrite(id, context.scopes, "tagsAdd");
  const owner = findOwner(state, id);
  if (!owner) return answer("TagsAddPayload", null, [problem("id", "Resource does not exist.")]);
  const added = namesIn(tags).filter((tag, index, all) => all.findIndex((other) => sameTag(other, tag)) === index);
  if (added.some((tag) => tag.length > LONGEST)) {
    return answer("TagsAddPayload", null, [
      problem("tags", `Tag exceeds the maximum length of ${LONGEST} characters.`),
    ]);
  }
  const missing = added.filter((tag) => !owner.tags.some((known) => sameTag(known, tag)));
  if (owner.tags.length + missing.length > MAXIMUM)
    return answer("TagsAddPayload", null, [problem("tags", `A resource can have up to ${MAXIMUM} tags.`)]);
  owner.tags.push(...missing);
  if (missing.length > 0) owner.changed();
  return answer("TagsAddPayload", owner, []);
}

/** `tagsRemove`: takes off what is there; a tag that is not is no error. */
export function tagsRemove(state: StoreState, { id, tags }: TagArguments, context: ApiContext): View {
  demandWrite(id, context.scopes, "tagsRemove");
  const owner = findOwner(state, id);
  if (!owner) return answer("TagsRemovePayload", null, [problem("id", "Resource does not exist.")]);
  const gone = namesIn(tags);
  const left = owner.tags.filter((tag) => !gone.some((other) => sameTag(other, tag)));
  const hasChanged = left.length !== owner.tags.length;
  owner.tags.splice(0, owner.tags.length, ...left);
  if (hasChanged) owner.changed();
  return answer("TagsRemovePayload", owner, []);
}

const answer = (type: string, owner: Owner | null, userErrors: View[]): View => ({
  __typename: type,
  node: owner ? owner.view : null,
  userErrors,
});
