import { z } from "zod";

const environment = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]),
  PORT: z.coerce.number().int().min(1).max(65_535),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  SHOPIFY_API_KEY: z.string().min(1),
  SHOPIFY_API_SECRET: z.string().min(1),
  SHOPIFY_API_SECRET_PREVIOUS: z.string(),
  SHOPIFY_APP_URL: z.url({ protocol: /^https?$/ }).refine((url) => !url.endsWith("/"), "must not end with a slash"),
  SESSION_KEY: z.base64().refine((key) => Buffer.from(key, "base64").length === 32, "must be 32 bytes as base64"),
  JOB_RETRY_MAX_SECONDS: z.coerce.number().int().min(1).max(3_600),
  /** Empty: mails stay in the outbox, where the admin shows them. */
  SMTP_URL: z.union([z.literal(""), z.url({ protocol: /^smtps?$/ })]),
  MAIL_FROM: z.union([z.literal(""), z.email()]),
  LOG_LEVEL: z.enum(["silent", "error", "warn", "info", "debug"]),
});

const WITHOUT_SENDER = "must be an e-mail address when there is an SMTP_URL";
const sendsFromSomewhere = ({ SMTP_URL, MAIL_FROM }: z.infer<typeof environment>): boolean =>
  SMTP_URL === "" || MAIL_FROM !== "";

export type Config = Readonly<z.infer<typeof environment>>;

/**
 * Reads the environment once; nothing else reads `process.env`.
 * @throws Error naming every variable that is missing or wrong, so that a bad start says why.
 */
function readConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = environment.refine(sendsFromSomewhere, { path: ["MAIL_FROM"], error: WITHOUT_SENDER }).safeParse(env);
  if (parsed.success) return Object.freeze(parsed.data);
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment is not complete (see .env.example).\n  ${wrong.join("\n  ")}`);
}

export const config = readConfig(process.env);

/** Shopify signs with the app's secret and, while it is being changed, with the one before. */
export const signingSecrets: readonly string[] = [config.SHOPIFY_API_SECRET, config.SHOPIFY_API_SECRET_PREVIOUS].filter(
  (secret) => secret !== "",
);
