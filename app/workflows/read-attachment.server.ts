import type { PrismaClient } from "@prisma/client";
import { findMail } from "~/db/mail-repository.server";
import type { Attachment } from "~/mailer.server";
import { forWorkingShop } from "./working-shop.server";
import { attachmentsOf } from "./write-mail.server";

/**
 * A file of a mail, made anew from what Shopify says now: nothing of it is kept. Null when the mail has no such file,
 * is not this shop's, or Shopify refuses our access.
 */
export async function readAttachment(
  db: PrismaClient,
  { shop, mailId, name }: { shop: string; mailId: string; name: string },
): Promise<Attachment | null> {
  const mail = await findMail(db, shop, mailId);
  if (mail === null) return null;
  const files = await forWorkingShop(db, { shop, priority: "person" }, (working) => attachmentsOf(db, mail, working));
  return files?.find((file) => file.name === name) ?? null;
}
