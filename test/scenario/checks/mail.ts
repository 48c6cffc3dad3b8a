import { z } from "zod";
import { MAIL_KINDS } from "../../../app/domain/mail/mail-kinds.ts";
import { readMails, type ListedMail } from "../surfaces/mails.ts";
import { defineCheck } from "../verb.ts";

const field = z.unknown().exactOptional();

/** Mails of a kind that were sent, as the admin's log shows them; `to` is a customer of the story or an address. */
export const mailCheck = defineCheck({
  args: z.strictObject({
    kind: z.enum(MAIL_KINDS),
    to: z.string().exactOptional(),
    count: field,
    attachments: field,
    language: field,
  }),
  read: async (world, { kind, to }) => {
    const address = to === undefined || to.includes("@") ? to : (world.store.customerEmail(to) ?? "");
    const sent = (await readMails(world, kind)).filter(({ state }) => state === "sent");
    const found = address === undefined ? sent : sent.filter((mail) => recipientsOf(mail).includes(address));
    const languages = [...new Set(found.map(({ language }) => language))];
    return {
      kind,
      ...(to === undefined ? {} : { to }),
      count: found.length,
      attachments: [...new Set(found.flatMap(({ attachments }) => attachments))],
      ...(languages.length === 0 ? {} : { language: languages.join(", ") }),
    };
  },
});

const recipientsOf = ({ recipient }: ListedMail): string[] => recipient?.split(", ") ?? [];
