import "@shopify/ui-extensions/preact";
import type { Api } from "@shopify/ui-extensions/customer-account.order-status.block.render";
import { render } from "preact";
import { useState } from "preact/hooks";
import { agreeToWait, cancelWaiting, type Order, type WaitingLine, type WaitingPlace } from "./app-api.ts";
import { Defective } from "./Defective.tsx";
import { Confirmed, Failure, Loading } from "./parts.tsx";
import { day, inLanguage, t } from "./reader.ts";
import { RmaCard } from "./RmaCard.tsx";
import { useOrder } from "./use-order.ts";

declare const shopify: Api;

export default () => render(<OrderBlock />, document.body);

function OrderBlock() {
  const orderId = shopify.order.value?.id;
  if (orderId === undefined) return null;
  // Whoever came by the link in a mail may look at the order; acting on it takes the customer.
  if (shopify.authenticationState.value === "pre_authenticated") return <LoginFirst />;
  return <Returns orderId={orderId} />;
}

const LoginFirst = () => (
  <s-section heading={t("block.title")}>
    <s-stack gap="base">
      <s-text>{t("block.loginFirst")}</s-text>
      <s-button onClick={() => shopify.requireLogin()}>{t("block.login")}</s-button>
    </s-stack>
  </s-section>
);

function Returns({ orderId }: { orderId: string }) {
  const { order, failure, reload } = useOrder(orderId);
  if (failure !== null) return <Failure error={failure} onRetry={reload} />;
  if (order === null) return <Loading />;
  return (
    <s-stack gap="base">
      {order.rmas.map((rma) => (
        <RmaCard key={rma.id} rma={rma} onChange={reload} />
      ))}
      {order.waiting.length > 0 && (
        <s-section heading={t("waiting.title")}>
          <s-stack gap="base">
            <s-text>{t("waiting.says")}</s-text>
            {order.delay !== null && <Delay orderId={orderId} delay={order.delay} onChange={reload} />}
            {order.waiting.map((line) => (
              <Waiting key={line.lineId} orderId={orderId} line={line} onChange={reload} />
            ))}
          </s-stack>
        </s-section>
      )}
      {order.lines.length > 0 && <Defective orderId={orderId} order={order} onChange={reload} />}
    </s-stack>
  );
}

interface DelayProps {
  orderId: string;
  delay: NonNullable<Order["delay"]>;
  onChange: () => Promise<void>;
}

/** A shopper who was told of a delay says that he will wait; who will not cancels below. */
function Delay({ orderId, delay, onChange }: DelayProps) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  if (delay.agreedOn !== null) return <s-text>{t("waiting.agreed", { date: day(delay.agreedOn) })}</s-text>;
  const agree = async () => {
    setBusy(true);
    await agreeToWait(orderId)
      .then(onChange)
      .then(() => setError(null), setError);
    setBusy(false);
  };
  return (
    <s-stack gap="small">
      <s-text>{t("waiting.late")}</s-text>
      {error !== null && <Failure error={error} />}
      <s-button variant="secondary" loading={isBusy} onClick={agree}>
        {t("waiting.agree")}
      </s-button>
    </s-stack>
  );
}

interface WaitingProps {
  orderId: string;
  line: WaitingLine;
  onChange: () => Promise<void>;
}

function Waiting({ orderId, line, onChange }: WaitingProps) {
  // One cancellation keeps its name until it is answered, so that a second try cannot cancel twice.
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const named = t("units", { title: line.title, count: line.quantity });
  return (
    <s-stack gap="small">
      <s-text>{named}</s-text>
      {line.places.map((place, index) => (
        <s-text key={index} color="subdued">
          {placeText(place)}
        </s-text>
      ))}
      <Confirmed
        label={t("waiting.cancel")}
        question={t("waiting.question", { line: named })}
        onConfirm={async () => {
          await cancelWaiting(requestId, orderId, line);
          setRequestId(crypto.randomUUID());
          await onChange();
        }}
      />
    </s-stack>
  );
}

/** Where units stand in the queue, when more is expected, and why they are passed over if they are (R23, R24). */
const placeText = ({ place, unitsAhead, expectedOn, skipped }: WaitingPlace): string =>
  [
    t("waiting.place", { place, ahead: unitsAhead }),
    ...(expectedOn === null ? [] : [t("waiting.expected", { date: day(expectedOn) })]),
    ...(skipped === null ? [] : [t("waiting.skipped", { reason: inLanguage(skipped) })]),
  ].join(" ");
