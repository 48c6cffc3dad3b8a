import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startMailServer, type MailServer } from "../test/kit/smtp";
import { MailBounced, MailNotTaken, MailRefused } from "~/errors";
import { createMailer, mailAddresses, type OutgoingMail } from "./mailer.server";

let server: MailServer;

beforeEach(async () => {
  server = await startMailServer();
});
afterEach(() => server.close());

const aMail = (overrides: Partial<OutgoingMail> = {}): OutgoingMail => ({
  to: ["rider@example.com"],
  fromName: "Pièces Koso « Québec »",
  replyTo: "service@koso.example",
  title: "RMA-100001-4 : votre retour est approuvé",
  text: "Bonjour,\n\n34,25 $ œ €",
  html: "<p>Bonjour, 34,25 $ œ €</p>",
  language: "fr",
  messageId: "<key@koso.example>",
  attachments: [{ name: "rma-form.pdf", type: "application/pdf", content: new Uint8Array([37, 80, 68, 70, 0, 255]) }],
  ...overrides,
});

const send = (mail: OutgoingMail, url = server.url) =>
  createMailer({ url, from: "rma@desk.example", patienceMs: 400 }).send(mail);

describe("the mailer", () => {
  it("delivers text, HTML and attachment, whatever the letters", async () => {
    await send(aMail());

    const [received] = server.received;
    expect(received).toMatchObject({ from: "rma@desk.example", to: ["rider@example.com"] });
    const { mail } = received ?? { mail: null };
    expect(mail).toMatchObject({
      subject: "RMA-100001-4 : votre retour est approuvé",
      messageId: "<key@koso.example>",
      from: { value: [{ name: "Pièces Koso « Québec »", address: "rma@desk.example" }] },
      replyTo: { value: [{ address: "service@koso.example" }] },
      html: "<p>Bonjour, 34,25 $ œ €</p>",
    });
    expect(mail?.text?.trim()).toBe("Bonjour,\n\n34,25 $ œ €");
    expect(mail?.headers.get("auto-submitted")).toBe("auto-generated");
    expect(mail?.attachments).toMatchObject([{ filename: "rma-form.pdf", contentType: "application/pdf" }]);
    expect([...(mail?.attachments[0]?.content ?? [])]).toEqual([37, 80, 68, 70, 0, 255]);
  });

  it.each([
    { where: "recipient", code: 450, fault: MailNotTaken, why: "greylisting passes" },
    { where: "recipient", code: 550, fault: MailBounced, why: "the address does not exist" },
    { where: "data", code: 451, fault: MailNotTaken, why: "a full queue empties" },
    { where: "data", code: 554, fault: MailRefused, why: "the mail itself is refused" },
  ] as const)("throws what $code to the $where means: $why", async ({ where, code, fault }) => {
    server.moods = { ...server.moods, [where]: code };

    const error = await send(aMail()).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(fault);
    expect(String(error)).not.toContain("rider@");
    expect(server.received).toEqual([]);
  });

  it("waits no longer than it is told for a server that says nothing", async () => {
    server.moods = { ...server.moods, data: "hangs" };
    const before = performance.now();

    await expect(send(aMail())).rejects.toBeInstanceOf(MailNotTaken);

    expect(performance.now() - before).toBeLessThan(3_000);
  });

  it("calls a server that is not there, or refuses our login, one to try later", async () => {
    const locked = await startMailServer({ withLogin: true });
    locked.moods = { ...locked.moods, login: 535 };

    await expect(send(aMail(), "smtp://127.0.0.1:1")).rejects.toBeInstanceOf(MailNotTaken);
    await expect(send(aMail(), locked.url)).rejects.toBeInstanceOf(MailNotTaken);

    locked.moods = { ...locked.moods, login: "takes" };
    await send(aMail(), locked.url);
    expect(locked.received).toHaveLength(1);
    await locked.close();
  });

  it("writes to the others when one of several addresses is refused", async () => {
    server.unknown.add("gone@example.com");

    await send(aMail({ to: ["gone@example.com", "manager@example.com"] }));

    expect(server.received).toMatchObject([{ to: ["manager@example.com"] }]);
  });

  it.each(["\r\nBcc: thief@evil.example", "\nBcc: thief@evil.example\n\nbody", "\r\n\r\n.\r\nMAIL FROM:<a@b.c>"])(
    "lets no text become a header: %j",
    async (injected) => {
      await send(aMail({ title: `Title${injected}`, fromName: `Shop${injected}` }));

      const [received] = server.received;
      expect(server.received).toHaveLength(1);
      expect(received?.to).toEqual(["rider@example.com"]);
      expect(received?.mail.headers.has("bcc")).toBe(false);
      expect(received?.mail.subject).toMatch(/^Title /);
      expect(received?.mail.from?.value).toMatchObject([{ address: "rma@desk.example" }]);
    },
  );
});

describe("mailAddresses", () => {
  it.each([
    "a@b.example\r\nBcc: thief@evil.example",
    "a@b.example, thief@evil.example",
    "Thief <thief@evil.example>",
    '"a b"@c.example',
    "a b@c.example",
    "no-address",
    "a@",
    "@b.example",
    "",
    `${"a".repeat(65)}@b.example`,
  ])("takes none of %j", (text) => {
    expect(mailAddresses([text])).toEqual([]);
  });

  it("takes ordinary ones, each once", () => {
    const ordinary = ["o'neil+shop@sub.example.com", "élodie@québec.example"];

    expect(mailAddresses([...ordinary, ordinary[0] ?? null, null])).toEqual(ordinary);
  });
});
