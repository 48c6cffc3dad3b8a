import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Box, Button, Card, Layout, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { OrderFlagBadges, VerdictBadge } from "~/components/badges";
import { BreachList } from "~/components/breach-list";
import { EvidenceCard } from "~/components/evidence-card";
import { OrderLine } from "~/components/order-line";
import { OrderRmas } from "~/components/order-rmas";
import { OrderSummary } from "~/components/order-summary";
import { OrderWaiting } from "~/components/order-waiting";
import { Page } from "~/components/page";
import { PageHeading } from "~/components/page-text";
import { orderPath } from "~/components/paths";
import { Timeline } from "~/components/timeline";
import { db } from "~/db.server";
import { orderPage } from "~/db/pages/order-page.server";
import { answerOf, jsonOf } from "~/form-answer";
import { authenticateAdmin } from "~/shopify.server";
import { recordHandled } from "~/workflows/hand-over.server";
import { claimForCaller } from "~/workflows/open-claim.server";
import { openRefused } from "~/workflows/open-refused.server";
import { openReturn } from "~/workflows/open-return.server";
import { resumeCancellations } from "~/workflows/resume-cancellations.server";

/** The number at the end of an order's GID. */
const params = z.object({ orderId: z.string().regex(/^\d{1,20}$/) });

/** One order as it was judged, with its timeline. Another shop's order is as unknown as one that does not exist. */
export async function loader({ request, params: raw }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const parsed = params.safeParse(raw);
  const page = parsed.success ? await orderPage(db, shop, `gid://shopify/Order/${parsed.data.orderId}`) : null;
  if (page === null) throw Response.json({ error: "order-not-found" }, { status: 404 });
  return page;
}

/** What staff do for a customer who called, by the field that says it (R5, R9, R26, R27, R32, R36). */
const CALLS = {
  return: openReturn,
  refused: openRefused,
  claim: claimForCaller,
  handled: recordHandled,
  resume: resumeCancellations,
};

const isCall = (name: string): name is keyof typeof CALLS => Object.hasOwn(CALLS, name);

export async function action({ request }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const form = await request.formData();
  const kind = [...form.keys()].find(isCall) ?? "return";
  const input = jsonOf(String(form.get(kind) ?? ""));
  const { status, body } = answerOf(await CALLS[kind]({ shop, userId, input, at: new Date() }));
  return data(body, { status });
}

/** Longer orders show their first lines; the rest comes when asked for. */
const LINES_SHOWN = 50;

export default function OrderPage() {
  const { order, policy, lines, waiting, delay, stopped, rmas, breaches, timeline } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(lines.length <= LINES_SHOWN);
  return (
    <Page
      title={order.name}
      titleMetadata={
        <span className="rma-badges">
          <VerdictBadge verdict={order.verdict} /> <OrderFlagBadges {...order} cancelled={order.cancelledAt !== null} />
        </span>
      }
      subtitle={t("details.policyVersion", { value: order.policyVersion })}
      primaryAction={{ content: t("openReturn.button"), url: `${orderPath(order.orderId)}/return` }}
      secondaryActions={[
        { content: t("door.button"), url: `${orderPath(order.orderId)}/refund` },
        { content: t("openClaim.button"), url: `${orderPath(order.orderId)}/claim` },
        ...(lines.some(({ waitingAtOrder }) => waitingAtOrder > 0)
          ? [{ content: t("openRefused.button"), url: `${orderPath(order.orderId)}/refused` }]
          : []),
      ]}
      backAction={{ content: t("orders.title"), url: "/app/orders" }}
    >
      <Box paddingBlockEnd="800">
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <PageHeading>{t("order.lines")}</PageHeading>
              {lines.slice(0, isWhole ? lines.length : LINES_SHOWN).map((line) => (
                <OrderLine key={line.lineId} line={line} currency={order.currency} policy={policy} />
              ))}
              {isWhole ? null : (
                <Button onClick={() => setWhole(true)}>{t("order.showAll", { count: lines.length })}</Button>
              )}
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <OrderBreaches breaches={breaches.cases} />
              <OrderSummary order={order} />
              <OrderWaiting orderId={order.orderId} waiting={waiting} delay={delay} stopped={stopped} />
              <OrderRmas rmas={rmas} />
              <EvidenceCard path={orderPath(order.orderId)} />
              <Card>
                <BlockStack gap="300">
                  <Text as="h2" variant="headingMd">
                    {t("order.timeline")}
                  </Text>
                  <Timeline entries={timeline} />
                </BlockStack>
              </Card>
            </BlockStack>
          </Layout.Section>
        </Layout>
      </Box>
    </Page>
  );
}

type OrderBreach = ReturnType<typeof useLoaderData<typeof loader>>["breaches"]["cases"][number];

/** What was done to the order past the app and against the policy. */
function OrderBreaches({ breaches }: { breaches: readonly OrderBreach[] }) {
  const { t } = useTranslation();
  if (breaches.length === 0) return null;
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd">
          {t("breaches.title")}
        </Text>
      </Box>
      <BreachList breaches={breaches} withOrder={false} />
    </Card>
  );
}
