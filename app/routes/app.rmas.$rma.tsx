import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Box, Card, Layout, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CaseVerdict, RmaStatusBadge } from "~/components/badges";
import { ClaimRecords, ClaimSteps } from "~/components/claim-case";
import { ClaimFacts } from "~/components/claim-facts";
import { EvidenceCard } from "~/components/evidence-card";
import { Page } from "~/components/page";
import { PageHeading } from "~/components/page-text";
import { orderPath, rmaPath, shopifyPath } from "~/components/paths";
import { RmaLine } from "~/components/rma-lines";
import { RmaInspections, RmaMails, RmaParcels } from "~/components/rma-records";
import { RmaRefunds } from "~/components/rma-refunds";
import { RmaOverride, RmaReturns } from "~/components/rma-sides";
import { RmaSteps } from "~/components/rma-steps";
import { RmaSummary } from "~/components/rma-summary";
import { RmaWorksheet } from "~/components/rma-worksheet";
import { Timeline } from "~/components/timeline";
import { db } from "~/db.server";
import { rmaPage } from "~/db/pages/rma-page.server";
import { mayDo, type StaffAction } from "~/domain/people/roles";
import { actOnRma } from "~/rma-actions.server";
import { authenticateAdmin } from "~/shopify.server";
import { staffStanding } from "~/workflows/require-role.server";

/** One case with everything that happened to it. Another shop's case is as unknown as one that does not exist. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const [page, { role, anyRolesGiven }] = await Promise.all([
    rmaPage(db, shop, params["rma"] ?? ""),
    staffStanding(db, { shop, userId }),
  ]);
  if (page === null) throw Response.json({ error: "rma-not-found" }, { status: 404 });
  const may = (action: StaffAction) => mayDo(role, anyRolesGiven, action);
  return {
    ...page,
    self: userId,
    may: {
      decide: may(page.rma.kind === "warranty" ? "decide-claim" : "decide-return"),
      override: may("override"),
      receive: may("receive-parcel"),
      inspect: may("inspect"),
      refund: may("refund"),
      logCall: may("log-call"),
      handOver: may("record-dealer-repair"),
      remedy: may("choose-remedy"),
    },
  };
}

/** What staff decide, find and pay. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const form = Object.fromEntries(await request.formData());
  const { status, body } = await actOnRma({ shop, userId, name: params["rma"] ?? "", at: new Date() }, form);
  return data(body, { status });
}

const joined = (parts: readonly (string | null)[], by: string) => parts.filter((part) => part !== null).join(by);

export default function RmaPage() {
  const page = useLoaderData<typeof loader>();
  const { rma, lines, waiting, policy, override, claim } = page;
  const { t } = useTranslation();
  const { orderId, orderName } = rma;
  const list = claim === null ? "rmas" : "claims";
  return (
    <Page
      title={rma.number ?? joined([t(`${list}.unnumbered`), orderName], " ")}
      titleMetadata={
        <span className="rma-badges">
          <RmaStatusBadge status={rma.status} /> <CaseVerdict {...rma} />
        </span>
      }
      subtitle={joined([t(`rmaKind.${rma.kind}`), orderName], " · ")}
      backAction={{ content: t(`${list}.title`), url: `/app/${list}` }}
      secondaryActions={
        orderId === null
          ? []
          : [
              { content: t("rma.openOrder", { order: orderName }), url: orderPath(orderId) },
              { content: t("rma.openInShopify"), url: shopifyPath("orders", orderId), target: "_top" },
            ]
      }
    >
      <Box paddingBlockEnd="800">
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              {claim === null ? null : <ClaimSteps {...page} claim={claim} />}
              <RmaSteps {...page} />
              {waiting.unpaid > 0 && rma.kind !== "warranty" ? (
                <RmaWorksheet rmaId={rma.id} unpaid={waiting.unpaid} />
              ) : null}
              <PageHeading>{t("rma.lines.title")}</PageHeading>
              {lines.map((line) => (
                <RmaLine
                  key={line.lineId}
                  line={line}
                  currency={rma.currency}
                  policy={policy}
                  isClaim={claim !== null}
                />
              ))}
              <ClaimRecords claim={claim} currency={rma.currency} />
              <RmaRefunds refunds={page.refunds} />
              <RmaInspections inspections={page.inspections} lines={lines} />
              <RmaParcels parcels={page.parcels} rmaId={rma.id} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <RmaSummary rma={rma} />
              {claim === null ? null : <ClaimFacts claim={claim} />}
              {override === null ? null : <RmaOverride override={override} currency={rma.currency} />}
              <RmaReturns returns={page.returns} orderId={orderId} />
              <RmaMails mails={page.mails} />
              <EvidenceCard path={rmaPath(rma.id)} />
              <Card>
                <BlockStack gap="300">
                  <Text as="h2" variant="headingMd">
                    {t("order.timeline")}
                  </Text>
                  <Timeline entries={page.timeline} />
                </BlockStack>
              </Card>
            </BlockStack>
          </Layout.Section>
        </Layout>
      </Box>
    </Page>
  );
}
