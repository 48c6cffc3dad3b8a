import { z } from "zod";
import type { World } from "../world.ts";

/** Pieces that several verbs take. */
export const decimal = z.string().regex(/^\d+(\.\d+)?$/, 'money is a string such as "33.33"');
export const units = z.strictObject({ sku: z.string(), quantity: z.number().int().positive() });

export const address = z.strictObject({
  country: z.string().exactOptional(),
  province: z.string().exactOptional(),
  city: z.string().exactOptional(),
  zip: z.string().exactOptional(),
  name: z.string().exactOptional(),
  company: z.string().exactOptional(),
  address1: z.string().exactOptional(),
  address2: z.string().exactOptional(),
  phone: z.string().exactOptional(),
});

/** The names, streets and numbers of an address: what no log may repeat. */
export const personalParts = (given: z.output<typeof address> | null | undefined): string[] =>
  [given?.name, given?.company, given?.address1, given?.address2, given?.phone].filter((value) => value !== undefined);

/** The person who acts in a staff verb; without a name it is the owner of the account. */
export const staff = z.string().min(1).exactOptional();

/** The user id that the session token of that person names. */
export const staffId = ({ store }: World, name: string | undefined): string | undefined =>
  name === undefined ? undefined : store.staffId(name);
