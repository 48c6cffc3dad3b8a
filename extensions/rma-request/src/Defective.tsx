import { useState } from "preact/hooks";
import { claim, type ClaimReply, type Order, type OrderLine } from "./app-api.ts";
import { CallFirst } from "./CallFirst.tsx";
import { DefectForm } from "./DefectForm.tsx";
import { valueOf } from "./events.ts";
import { day, inLanguage, t } from "./reader.ts";

interface DefectiveProps {
  orderId: string;
  order: Order;
  onChange: () => Promise<void>;
}

/** Something is defective (R31, R32): first whether it is covered, then whom to call, and only then what is wrong. */
export function Defective({ orderId, order: { lines }, onChange }: DefectiveProps) {
  const [isOpen, setOpen] = useState(false);
  const [lineId, setLineId] = useState(lines[0]?.lineId ?? "");
  const [denied, setDenied] = useState<ClaimReply | null>(null);
  const line = lines.find((one) => one.lineId === lineId);
  if (!isOpen || !line) {
    return (
      <s-button variant="secondary" onClick={() => setOpen(true)}>
        {t("claim.start")}
      </s-button>
    );
  }
  const reply = denied ?? line.claim;
  return (
    <s-section heading={t("claim.start")}>
      <s-stack gap="base">
        <s-select
          label={t("claim.which")}
          value={lineId}
          onChange={(event) => {
            setDenied(null);
            setLineId(valueOf(event));
          }}
        >
          {lines.map(({ lineId: id, title }) => (
            <s-option key={id} value={id}>
              {title}
            </s-option>
          ))}
        </s-select>
        <Coverage reply={reply} />
        {reply.verdict !== "deny" && <ClaimForm key={lineId} orderId={orderId} line={line} onSent={sent} />}
        <s-button variant="secondary" onClick={() => setOpen(false)}>
          {t("claim.close")}
        </s-button>
      </s-stack>
    </s-section>
  );

  async function sent(answer: ClaimReply): Promise<void> {
    // Things may have changed since the page was read: what the app says now is what holds.
    if (answer.verdict === "deny") return setDenied(answer);
    setOpen(false);
    await onChange();
  }
}

const Coverage = ({ reply: { verdict, findings, warrantyUntil, phones } }: { reply: ClaimReply }) => (
  <s-stack gap="small">
    <s-badge tone={verdict === "deny" ? "critical" : "neutral"}>{t(`claim.verdict.${verdict}`)}</s-badge>
    {verdict !== "deny" && warrantyUntil !== undefined && (
      <s-text>{t("claim.until", { date: day(warrantyUntil) })}</s-text>
    )}
    {findings.map(({ code, text }) => (
      <s-text key={code}>{inLanguage(text)}</s-text>
    ))}
    {phones && <CallFirst phones={phones} />}
  </s-stack>
);

interface ClaimFormProps {
  orderId: string;
  line: OrderLine;
  onSent: (answer: ClaimReply) => Promise<void>;
}

function ClaimForm({ orderId, line, onSent }: ClaimFormProps) {
  // The same name for every try: a claim whose answer was lost must not become a second one.
  const [requestId] = useState(() => crypto.randomUUID());
  return (
    <DefectForm
      orderId={orderId}
      lineId={line.lineId}
      onSend={async (defect) => onSent(await claim(requestId, orderId, defect))}
    />
  );
}
