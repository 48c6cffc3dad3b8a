import type { BilingualText } from "~/domain/order-flags";
import { ALL_TEXTS } from "./all-texts";

/** A text without open words in every language, for readers whose own is known only where it is shown. */
export const bilingual = (key: string): BilingualText => ({ en: ALL_TEXTS.en.t(key), fr: ALL_TEXTS.fr.t(key) });
