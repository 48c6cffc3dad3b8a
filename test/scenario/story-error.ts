/** A mistake in a story file itself: says where, so that the writer finds it. */
export class StoryError extends Error {
  constructor(place: { file: string; line: number }, message: string) {
    super(`${place.file}:${place.line}: ${message}`);
    this.name = "StoryError";
  }
}
