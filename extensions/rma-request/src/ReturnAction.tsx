import "@shopify/ui-extensions/preact";
import type { Api } from "@shopify/ui-extensions/customer-account.order.action.render";
import { render } from "preact";
import { useState } from "preact/hooks";
import { previewReturn, requestReturn, type Answer, type Order } from "./app-api.ts";
import { asked, emptyDrafts, sent, type Drafts } from "./draft.ts";
import { LineForm } from "./LineForm.tsx";
import { Failure, Loading } from "./parts.tsx";
import { t } from "./reader.ts";
import { ReviewedLines } from "./ReviewedLines.tsx";
import { RmaCard } from "./RmaCard.tsx";
import { useOrder } from "./use-order.ts";

declare const shopify: Api;

export default () => render(<ReturnAction />, document.body);

/** Choose what comes back, see what that means in money, send, and see the number. The app decides; this shows. */
function ReturnAction() {
  const { orderId } = shopify;
  const { order, failure, reload } = useOrder(orderId);
  const [answer, setAnswer] = useState<Answer | null>(null);
  return (
    <s-customer-account-action heading={t("action.title")}>
      {failure !== null && <Failure error={failure} onRetry={reload} />}
      {failure === null && order === null && <Loading />}
      {order && answer && <Sent order={order} answer={answer} onChange={reload} />}
      {order && !answer && (
        <RequestForm
          order={order}
          onSent={async (given) => {
            setAnswer(given);
            await reload();
          }}
        />
      )}
    </s-customer-account-action>
  );
}

interface RequestFormProps {
  order: Order;
  onSent: (answer: Answer) => Promise<void>;
}

function RequestForm({ order, onSent }: RequestFormProps) {
  const { orderId } = shopify;
  const [drafts, setDrafts] = useState<Drafts>(() => emptyDrafts(order.lines));
  const [preview, setPreview] = useState<Answer | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  // The same name for every try: a request whose answer was lost must not become a second one.
  const [requestId] = useState(() => crypto.randomUUID());
  const lines = asked(drafts);

  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    await work().catch(setError);
    setBusy(false);
  };
  const look = () => run(async () => setPreview(await previewReturn(orderId, lines)));
  const send = () => run(async () => onSent(await requestReturn(requestId, orderId, sent(drafts))));

  // The action's slots take direct children only, so its buttons stand beside what is shown.
  if (preview) {
    return (
      <>
        <s-stack gap="base">
          {error !== null && <Failure error={error} />}
          <ReviewedLines order={order} answer={preview} />
        </s-stack>
        {preview.error !== "nothing-allowed" && (
          <s-button key="send" slot="primary-action" variant="primary" loading={isBusy} onClick={send}>
            {t("action.send")}
          </s-button>
        )}
        <s-button key="change" slot="secondary-actions" disabled={isBusy} onClick={() => setPreview(null)}>
          {t("action.change")}
        </s-button>
      </>
    );
  }
  return (
    <>
      <s-stack gap="large">
        {error !== null && <Failure error={error} />}
        <s-text>{t("action.choose")}</s-text>
        {order.lines.map((line) => (
          <LineForm key={line.lineId} orderId={orderId} line={line} drafts={drafts} onChange={setDrafts} />
        ))}
      </s-stack>
      <s-button
        key="look"
        slot="primary-action"
        variant="primary"
        disabled={lines.length === 0}
        loading={isBusy}
        onClick={look}
      >
        {t("action.look")}
      </s-button>
    </>
  );
}

interface SentProps {
  order: Order;
  answer: Answer;
  onChange: () => Promise<void>;
}

function Sent({ order, answer, onChange }: SentProps) {
  const named = new Set(answer.lines.map(({ rma }) => rma?.id));
  const opened = order.rmas.filter(({ id }) => named.has(id));
  return (
    <>
      <s-stack gap="base">
        {answer.error === undefined && <s-banner tone="success" heading={t("sent.title")} />}
        <ReviewedLines order={order} answer={answer} />
        {opened.map((rma) => (
          <RmaCard key={rma.id} rma={rma} onChange={onChange} />
        ))}
      </s-stack>
      <s-button key="close" slot="primary-action" variant="primary" onClick={() => shopify.close()}>
        {t("sent.close")}
      </s-button>
    </>
  );
}
