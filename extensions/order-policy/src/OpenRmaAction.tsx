import "@shopify/ui-extensions/preact";
import type { Api } from "@shopify/ui-extensions/admin.order-details.action.render";
import { render } from "preact";
import { useState } from "preact/hooks";
import { openReturn, type Answer, type AskedReturn, type Order } from "./app-api.ts";
import { AnsweredLines } from "./AnsweredLines.tsx";
import { asked, emptyDrafts, type Drafts } from "./draft.ts";
import { LineForm } from "./LineForm.tsx";
import { Failure, Loading } from "./parts.tsx";
import { t } from "./reader.ts";
import { useOrder } from "./use-order.ts";

declare const shopify: Api;

export default () => render(<OpenRmaAction />, document.body);

/** Staff ask for a customer who called, and hear the same verdict as the shopper would (R5, R9). */
function OpenRmaAction() {
  const orderId = shopify.data.selected[0]?.id;
  const { order, failure, reload } = useOrder(orderId);
  return (
    <s-admin-action heading={t("action.name")}>
      {failure !== null && <Failure error={failure} onRetry={reload} />}
      {failure === null && order === null && <Loading />}
      {order && orderId !== undefined && <PhoneRequest orderId={orderId} order={order} />}
    </s-admin-action>
  );
}

function PhoneRequest({ orderId, order }: { orderId: string; order: Order }) {
  const [drafts, setDrafts] = useState<Drafts>(() => emptyDrafts(order.lines));
  const [calledOn, setCalledOn] = useState(order.today);
  const [override, setOverride] = useState("");
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const lines = asked(drafts);

  const send = async (part: Pick<AskedReturn, "lines" | "override">) => {
    setBusy(true);
    setError(null);
    await openReturn({ orderId, calledOn, ...part }).then(setAnswer, setError);
    setBusy(false);
  };

  // The action's slots take direct children only, so its buttons stand beside what is shown.
  if (answer) {
    // What has its case already must not be asked for again.
    const denied = lines.filter(({ lineId }) =>
      answer.lines.some((line) => line.lineId === lineId && line.verdict === "deny" && line.rma === undefined),
    );
    const mayOverride = denied.length > 0 && order.mayOverride;
    return (
      <>
        <s-stack gap="base">
          {error !== null && <Failure error={error} />}
          <AnsweredLines order={order} answer={answer} />
          {mayOverride && (
            <s-text-area
              label={t("override.reason")}
              maxLength={1_000}
              value={override}
              onChange={(event) => setOverride(event.currentTarget.value)}
            />
          )}
        </s-stack>
        <s-button key="close" slot="primary-action" variant="primary" onClick={() => shopify.close()}>
          {t("action.close")}
        </s-button>
        {mayOverride && (
          <s-button
            key="override"
            slot="secondary-actions"
            tone="critical"
            disabled={override.trim() === ""}
            loading={isBusy}
            onClick={() => send({ lines: denied, override: override.trim() })}
          >
            {t("override.send")}
          </s-button>
        )}
      </>
    );
  }
  return (
    <>
      <s-stack gap="large">
        {error !== null && <Failure error={error} />}
        <s-date-field
          label={t("action.calledOn")}
          details={t("action.calledOnHelp")}
          value={calledOn}
          onChange={(event) => setCalledOn(event.currentTarget.value)}
        />
        {order.lines.map((line) => (
          <LineForm key={line.lineId} line={line} drafts={drafts} onChange={setDrafts} />
        ))}
      </s-stack>
      <s-button
        key="send"
        slot="primary-action"
        variant="primary"
        disabled={lines.length === 0}
        loading={isBusy}
        onClick={() => send({ lines })}
      >
        {t("action.send")}
      </s-button>
      <s-button key="cancel" slot="secondary-actions" onClick={() => shopify.close()}>
        {t("action.cancel")}
      </s-button>
    </>
  );
}
