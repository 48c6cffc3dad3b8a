import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Box, Button, Card, Layout, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { Moment } from "~/components/dates-and-money";
import { DownloadButton } from "~/components/download-button";
import { Facts } from "~/components/facts";
import { MailPreview } from "~/components/mail-preview";
import { MailReason, MailStateBadge } from "~/components/mail-state";
import { NothingHere } from "~/components/nothing-here";
import { Page } from "~/components/page";
import { orderPath } from "~/components/paths";
import { db } from "~/db.server";
import { mailPage } from "~/db/pages/mails-page.server";
import { authenticateAdmin } from "~/shopify.server";
import { resendMail } from "~/workflows/resend-mail.server";

const params = z.object({ mailId: z.uuid() });

/** One mail as it was written. Another shop's mail is as unknown as one that does not exist. */
export async function loader({ request, params: raw }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const parsed = params.safeParse(raw);
  const mail = parsed.success ? await mailPage(db, shop, parsed.data.mailId) : null;
  if (mail === null) throw Response.json({ error: "mail-not-found" }, { status: 404 });
  return mail;
}

const form = z.object({ intent: z.literal("resend") });

/** Lets a mail that was not sent be tried anew. */
export async function action({ request, params: raw }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const parsed = params.safeParse(raw);
  if (!parsed.success) return data({ error: "mail-not-found" as const }, { status: 404 });
  const input = form.safeParse(Object.fromEntries(await request.formData()));
  if (!input.success) return data({ error: "invalid-request" as const }, { status: 400 });
  const resent = await resendMail(db, { shop, mailId: parsed.data.mailId, userId, at: new Date() });
  if (resent.ok) return data({ resent: parsed.data.mailId });
  return data({ error: resent.error.code }, { status: resent.error.code === "mail-not-found" ? 404 : 422 });
}

export default function MailPage() {
  const mail = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const fetcher = useFetcher<typeof action>();
  return (
    <Page
      title={t(`mails.kind.${mail.kind}`)}
      titleMetadata={<MailStateBadge {...mail} />}
      {...(mail.title === null ? {} : { subtitle: mail.title })}
      backAction={{ content: t("mails.title"), url: "/app/mails" }}
    >
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          {fetcher.data === undefined ? null : (
            <Banner tone={"resent" in fetcher.data ? "success" : "critical"}>
              {t("resent" in fetcher.data ? "mails.resent" : "errors.invalid-request.text")}
            </Banner>
          )}
          <Layout>
            <Layout.Section>
              <Written mail={mail} />
            </Layout.Section>
            <Layout.Section variant="oneThird">
              <BlockStack gap="400">
                <Card>
                  <BlockStack gap="400">
                    <MailFacts mail={mail} />
                    {mayResend(mail) ? (
                      <fetcher.Form method="post">
                        <input type="hidden" name="intent" value="resend" />
                        <Button submit loading={fetcher.state !== "idle"}>
                          {t("mails.resend")}
                        </Button>
                      </fetcher.Form>
                    ) : null}
                  </BlockStack>
                </Card>
                {mail.attachments.length === 0 ? null : <Attachments id={mail.id} names={mail.attachments} />}
              </BlockStack>
            </Layout.Section>
          </Layout>
        </BlockStack>
      </Box>
    </Page>
  );
}

type Mail = ReturnType<typeof useLoaderData<typeof loader>>;

const mayResend = ({ state, lastError }: Mail): boolean =>
  state === "failed" || (state === "stopped" && lastError !== "erased");

/** The mail itself, or why there is none to read. */
function Written({ mail: { title, html, text, state, lastError } }: { mail: Mail }) {
  const { t } = useTranslation();
  if (html === null || text === null) {
    const isGone = state === "sent" || lastError === "erased";
    return <NothingHere title={t("mails.preview")}>{t(isGone ? "mails.erased" : "mails.notWritten")}</NothingHere>;
  }
  return (
    <BlockStack gap="400">
      <MailPreview title={title ?? ""} html={html} text={text} />
    </BlockStack>
  );
}

function MailFacts({ mail }: { mail: Mail }) {
  const { t } = useTranslation();
  const { recipient, caseNumber, orderId, orderName, language, createdAt, sentAt, sentBy, tries, lastError } = mail;
  return (
    <Facts
      facts={[
        [t("mails.fact.to"), recipient],
        [t("mails.fact.case"), caseNumber],
        [t("mails.fact.order"), orderId === null ? orderName : <Link url={orderPath(orderId)}>{orderName}</Link>],
        [t("mails.fact.language"), language === null ? null : t(`mails.language.${language}`)],
        [t("mails.fact.promised"), <Moment key="promised" at={createdAt} />],
        [t("mails.fact.sent"), sentAt === null ? null : <Moment at={sentAt} />],
        [t("mails.fact.by"), sentBy === null ? null : t(`mails.by.${sentBy}`)],
        [t("mails.fact.tries"), tries > 1 ? tries : null],
        [t("mails.fact.reason"), lastError === null ? null : <MailReason code={lastError} />],
      ]}
    />
  );
}

function Attachments({ id, names }: { id: string; names: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("mails.attachments")}
        </Text>
        {names.map((name) => (
          <div key={name} className="rma-attachment">
            <Text as="span">{name}</Text>
            <DownloadButton
              path={`/app/mails/${id}/${encodeURIComponent(name)}`}
              fileName={name}
              label={t("mails.download")}
              accessibilityLabel={t("mails.downloadLabel", { name })}
            />
          </div>
        ))}
        <Text as="p" tone="subdued">
          {t("mails.anew")}
        </Text>
      </BlockStack>
    </Card>
  );
}
