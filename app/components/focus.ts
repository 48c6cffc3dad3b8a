import { useEffect, useRef, type RefObject } from "react";

interface Focusable {
  focus(): void;
}

/** Brings what an answer says into view, for eyes and screen readers, each time an answer comes. */
export function useFocusOn<T extends Focusable>(answer: unknown): RefObject<T> {
  const target = useRef<T>(null);
  useEffect(() => target.current?.focus(), [answer]);
  return target;
}
