import { z } from "zod";
import { defineVerb } from "../verb.ts";

/** The merchant installs the app again and opens it. */
export const reinstall = defineVerb({
  args: z.strictObject({}),
  run: async (world) => {
    world.store.reinstall();
    await world.staff.open();
    world.installed = true;
  },
});
