import bwip from "bwip-js/node";
import { z } from "zod";

const bars = z.tuple([z.object({ sbs: z.array(z.number()) })]);

export interface Bar {
  /** In modules, the width of the narrowest bar, from the left edge. */
  at: number;
  width: number;
}

/** The bars of a text as Code 128, which every scanner at a dock reads; `width` is the whole symbol's. */
export function code128(text: string): { bars: Bar[]; width: number } {
  // Bars and gaps take turns, beginning with a bar.
  const [{ sbs }] = bars.parse(bwip.raw({ bcid: "code128", text }));
  let at = 0;
  const found: Bar[] = [];
  sbs.forEach((width, index) => {
    if (index % 2 === 0) found.push({ at, width });
    at += width;
  });
  return { bars: found, width: at };
}
