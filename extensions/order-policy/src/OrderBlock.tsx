import "@shopify/ui-extensions/preact";
import type { Api } from "@shopify/ui-extensions/admin.order-details.block.render";
import { render } from "preact";
import type { Breach, Order, OrderLine, Rma, WaitingLine } from "./app-api.ts";
import { Failure, Loading, RmaLink, VerdictBadge } from "./parts.tsx";
import { day, inLanguage, money, t } from "./reader.ts";
import { useOrder } from "./use-order.ts";

declare const shopify: Api;

export default () => render(<OrderBlock />, document.body);

/** The policy on Shopify's order page: nothing here decides, the app does (R4). */
function OrderBlock() {
  const orderId = shopify.data.selected[0]?.id;
  const { order, failure, reload } = useOrder(orderId);
  return (
    <s-admin-block heading={t("block.name")} collapsedSummary={order ? summaryOf(order) : ""}>
      {failure !== null && <Failure error={failure} onRetry={reload} />}
      {failure === null && order === null && <Loading />}
      {order && <Standing order={order} />}
    </s-admin-block>
  );
}

const summaryOf = ({ lines, breaches }: Order): string => {
  const denied = lines.filter(({ verdict }) => verdict === "deny").length;
  if (breaches.length > 0) return t("block.breaches", { count: breaches.length });
  return denied > 0 ? t("block.denied", { count: denied }) : t("block.allowed");
};

const Standing = ({ order }: { order: Order }) => (
  <s-stack gap="base">
    {order.breaches.map((breach) => (
      <BreachBanner key={breach.id} breach={breach} currency={order.currency} />
    ))}
    {order.lines.map((line) => (
      <Line key={line.lineId} line={line} />
    ))}
    {order.rmas.length > 0 && <Rmas rmas={order.rmas} />}
    {order.waiting.length > 0 && <Waiting lines={order.waiting} />}
    <s-button onClick={() => shopify.navigation.navigate("extension://open-rma")}>{t("action.name")}</s-button>
  </s-stack>
);

function BreachBanner({
  breach: { id, text, clause, amount, person },
  currency,
}: {
  breach: Breach;
  currency: string;
}) {
  return (
    <s-banner tone="critical" heading={inLanguage(text)}>
      <s-stack gap="small">
        <s-text>{t("breach.clause", { clause: inLanguage(clause) })}</s-text>
        <s-text>
          {/* A release out of turn costs no money. */}
          {[...(/[1-9]/.test(amount) ? [t("breach.beyond", { amount: money(amount, currency) })] : []), person ?? ""]
            .filter((part) => part !== "")
            .join(" · ")}
        </s-text>
        <s-link href={`app:app/breaches/${id}`}>{t("breach.open")}</s-link>
      </s-stack>
    </s-banner>
  );
}

const Line = ({ line }: { line: OrderLine }) => (
  <s-stack gap="small">
    <s-stack direction="inline" gap="small">
      <s-text type="strong">{[line.title, line.sku].filter((part) => part !== null).join(" · ")}</s-text>
      <VerdictBadge verdict={line.verdict} />
    </s-stack>
    <s-text color="subdued">{inLanguage(line.text)}</s-text>
  </s-stack>
);

const Rmas = ({ rmas }: { rmas: readonly Rma[] }) => (
  <s-section heading={t("rma.title")}>
    <s-stack gap="small">
      {rmas.map((rma) => (
        <s-stack key={rma.id} direction="inline" gap="small">
          <RmaLink id={rma.id} number={rma.number} />
          <s-text>{t(`rma.kind.${rma.kind}`)}</s-text>
          <s-badge>{t(`rma.status.${rma.status}`)}</s-badge>
        </s-stack>
      ))}
    </s-stack>
  </s-section>
);

const Waiting = ({ lines }: { lines: readonly WaitingLine[] }) => (
  <s-section heading={t("waiting.title")}>
    <s-stack gap="small">
      {lines.flatMap(({ lineId, title, places }) =>
        places.map((place, index) => (
          <s-stack key={`${lineId} ${index}`} gap="none">
            <s-text>{t("units", { title, count: place.quantity })}</s-text>
            <s-text color="subdued">
              {[
                t("waiting.place", { place: place.place, ahead: place.unitsAhead }),
                ...(place.expectedOn === null ? [] : [t("waiting.expected", { date: day(place.expectedOn) })]),
                ...(place.skipped === null ? [] : [t("waiting.skipped", { reason: inLanguage(place.skipped) })]),
              ].join(" ")}
            </s-text>
          </s-stack>
        )),
      )}
    </s-stack>
  </s-section>
);
