import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Box, Card, Layout, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { BreachAmount, BreachBadge, BreachList } from "~/components/breach-list";
import { ClaimDifference } from "~/components/claim-difference";
import { CloseBreachForm } from "~/components/close-breach-form";
import { Moment, Money } from "~/components/dates-and-money";
import { EvidenceCard } from "~/components/evidence-card";
import { Facts } from "~/components/facts";
import { Page } from "~/components/page";
import { orderPath, shopifyPath } from "~/components/paths";
import { useReading } from "~/components/reader";
import { db } from "~/db.server";
import { breachPage, type BreachView } from "~/db/pages/breaches-page.server";
import { mayDo } from "~/domain/people/roles";
import { answerOf } from "~/form-answer";
import { authenticateAdmin } from "~/shopify.server";
import { clauseText } from "~/texts/finding-sentences";
import { claimDifference, invoiceWay } from "~/workflows/claim-difference.server";
import { breachReason, closeBreach } from "~/workflows/close-breach.server";
import { staffStanding } from "~/workflows/require-role.server";

/** One case with the difference, the clause and the evidence. Another shop's is as unknown as one that does not exist. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const [page, standing] = await Promise.all([
    breachPage(db, shop, params["breach"] ?? ""),
    staffStanding(db, { shop, userId }),
  ]);
  if (page === null) throw Response.json({ error: "breach-not-found" }, { status: 404 });
  return { ...page, mayClose: mayDo(standing.role, standing.anyRolesGiven, "close-breach") };
}

const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.enum(["close", "adopt"]), reason: breachReason }),
  z.object({ intent: z.literal("invoice"), way: invoiceWay }),
]);

/** Ends the case, with the reason, or claims the difference from the customer (R21). */
export async function action({ request, params }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const input = form.safeParse(Object.fromEntries(await request.formData()));
  if (!input.success) return data({ error: "invalid-request" }, { status: 400 });
  const caller = { shop, userId, breachId: params["breach"] ?? "", at: new Date() };
  const { status, body } = answerOf(await carryOut(caller, input.data));
  return data(body, { status });
}

function carryOut(caller: { shop: string; userId: string; breachId: string; at: Date }, wish: z.output<typeof form>) {
  if (wish.intent === "invoice") return claimDifference({ ...caller, way: wish.way });
  return closeBreach({ ...caller, state: wish.intent === "close" ? "closed" : "adopted", reason: wish.reason });
}

export default function BreachPage() {
  const { breach, policy, refund, others, mayClose, invoice, ways } = useLoaderData<typeof loader>();
  const { t, i18n } = useTranslation();
  const { locale } = useReading();
  return (
    <Page
      title={t(`breaches.code.${breach.code}.title`)}
      titleMetadata={<BreachBadge state={breach.state} />}
      subtitle={breach.orderName}
      backAction={{ content: t("breaches.title"), url: "/app/breaches" }}
      secondaryActions={[
        { content: t("order.openInShopify"), url: shopifyPath("orders", breach.orderId), target: "_top" },
      ]}
    >
      <Box paddingBlockEnd="800">
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <Card>
                <BlockStack gap="300">
                  <Text as="p">{t(`breaches.code.${breach.code}.text`)}</Text>
                  <blockquote className="rma-quote">
                    {t("order.policySays")} {clauseText(i18n, breach.clause, { ...policy, locale })}
                  </blockquote>
                </BlockStack>
              </Card>
              <ClaimDifference breach={breach} invoice={invoice} ways={mayClose ? ways : []} />
              {breach.state === "open" ? <CloseBreachForm mayClose={mayClose} /> : null}
              {breach.reason === null ? null : <Ending breach={breach} />}
              {others.length === 0 ? null : (
                <Card>
                  <Text as="h2" variant="headingMd">
                    {t("breaches.others")}
                  </Text>
                  <BreachList breaches={others} withOrder={false} />
                </Card>
              )}
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <Evidence breach={breach} refund={refund} />
              <EvidenceCard path={`/app/breaches/${breach.id}`} />
            </BlockStack>
          </Layout.Section>
        </Layout>
      </Box>
    </Page>
  );
}

interface Refund {
  createdAt: string;
  goods: string;
}

/** The difference, and what it is worked out from. */
function Evidence({ breach, refund }: { breach: BreachView; refund: Refund | null }) {
  const { t } = useTranslation();
  const { currency } = breach;
  const facts: [string, ReactNode][] = [
    [t("breaches.fact.order"), <Link url={orderPath(breach.orderId)}>{breach.orderName}</Link>],
    [t("breaches.fact.paid"), refund && <Money amount={refund.goods} currency={currency} />],
    [t("breaches.fact.allowed"), refund && <Money amount={breach.allowed} currency={currency} />],
    [t("breaches.fact.beyond"), refund && <BreachAmount breach={breach} />],
    [t("breaches.fact.doneAt"), refund && <Moment at={refund.createdAt} />],
    [t("breaches.fact.openedAt"), <Moment at={breach.openedAt} />],
    [t("breaches.fact.person"), breach.person ?? t("breaches.nobody")],
    [
      t("breaches.fact.rma"),
      breach.rmaId && <Link url={`/app/rmas/${breach.rmaId}`}>{t("breaches.fact.openRma")}</Link>,
    ],
    [t("breaches.fact.evidence"), breach.evidenceId],
    [t("order.fact.policyVersion"), breach.policyVersion],
  ];
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("breaches.evidence")}
        </Text>
        <Facts facts={facts} />
      </BlockStack>
    </Card>
  );
}

/** Who ended it, when and why. */
function Ending({ breach: { reason, closedAt, closedByName } }: { breach: BreachView }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="p">{reason}</Text>
        <Text as="p" tone="subdued">
          {closedByName ?? t("home.actor.user")} {closedAt === null ? null : <Moment at={closedAt} />}
        </Text>
      </BlockStack>
    </Card>
  );
}
