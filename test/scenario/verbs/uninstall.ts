import { z } from "zod";
import { defineVerb } from "../verb.ts";

/** The merchant uninstalls the app. */
export const uninstall = defineVerb({
  args: z.strictObject({}),
  run: async (world) => {
    world.installed = false;
    world.store.uninstall();
  },
});
