import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer, type SMTPServerAuthentication, type SMTPServerAuthenticationResponse } from "smtp-server";

/** What a mail server says at one step: yes, a reply with that code, nothing at all, or it takes the mail and hangs up. */
type Mood = "takes" | "hangs" | "takes-and-hangs-up" | number;

interface Received {
  from: string;
  to: string[];
  mail: ParsedMail;
  /** As it came over the line. */
  source: string;
}

export interface MailServer {
  readonly url: string;
  readonly received: Received[];
  /** How it answers from now on: to the recipient, to the mail itself, to a login. */
  moods: { recipient: Mood; data: Mood; login: Mood };
  /** Addresses that do not exist, whatever the mood. */
  readonly unknown: Set<string>;
  close(): Promise<void>;
}

const refusal = (code: number): Error => Object.assign(new Error("No, thank you."), { responseCode: code });

/** A real mail server on a port of its own, with moods. */
export async function startMailServer({ withLogin = false } = {}): Promise<MailServer> {
  const state: Pick<MailServer, "received" | "moods" | "unknown"> = {
    received: [],
    moods: { recipient: "takes", data: "takes", login: "takes" },
    unknown: new Set(),
  };
  const server = new SMTPServer({
    disabledCommands: withLogin ? ["STARTTLS"] : ["STARTTLS", "AUTH"],
    authOptional: !withLogin,
    allowInsecureAuth: true,
    logger: false,
    onAuth(
      _auth: SMTPServerAuthentication,
      _session,
      done: (e: Error | null, r?: SMTPServerAuthenticationResponse) => void,
    ) {
      if (typeof state.moods.login === "number") return done(refusal(state.moods.login));
      done(null, { user: "app" });
    },
    onRcptTo({ address }, _session, done) {
      const mood = state.unknown.has(address) ? 550 : state.moods.recipient;
      if (mood === "hangs") return;
      done(typeof mood === "number" ? refusal(mood) : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const mood = state.moods.data;
        if (mood === "hangs") return;
        if (typeof mood === "number") return done(refusal(mood));
        const { mailFrom, rcptTo } = session.envelope;
        const source = Buffer.concat(chunks);
        void simpleParser(source).then((mail) => {
          const from = mailFrom === false ? "" : mailFrom.address;
          state.received.push({ from, to: rcptTo.map(({ address }) => address), mail, source: source.toString() });
          if (mood === "takes") return done();
          for (const connection of server.connections) connection.close();
        });
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const login = withLogin ? "app:secret@" : "";
  return {
    ...state,
    get moods() {
      return state.moods;
    },
    set moods(moods) {
      state.moods = moods;
    },
    url: `smtp://${login}127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        for (const connection of server.connections) connection.close();
        server.close(() => resolve());
      }),
  };
}
