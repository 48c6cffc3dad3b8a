import { useState } from "preact/hooks";
import { formLink, withdraw, type Rma } from "./app-api.ts";
import { CallFirst } from "./CallFirst.tsx";
import { Confirmed, Failure, Labelled } from "./parts.tsx";
import { day, t } from "./reader.ts";

interface RmaCardProps {
  rma: Rma;
  onChange: () => Promise<void>;
}

/** What to send back where, and by when; or that a person still decides. */
export function RmaCard({ rma, onChange }: RmaCardProps) {
  return (
    <s-section heading={headingOf(rma)}>
      <s-stack gap="base">
        <s-badge>{t(`rma.status.${rma.status}`)}</s-badge>
        {rma.lines.map(({ lineId, title, quantity }) => (
          <s-text key={lineId}>{t("units", { title, count: quantity })}</s-text>
        ))}
        {rma.phones.length > 0 && <CallFirst phones={rma.phones} />}
        {rma.number && <Instructions number={rma.number} rma={rma} />}
        {rma.hasForm && <FormLink rmaId={rma.id} />}
        {rma.canWithdraw && (
          <Confirmed
            label={t("rma.withdraw")}
            question={t("rma.withdrawQuestion")}
            onConfirm={async () => {
              await withdraw(rma.id);
              await onChange();
            }}
          />
        )}
      </s-stack>
    </s-section>
  );
}

const headingOf = ({ number, kind }: Rma): string => {
  if (number) return t("rma.number", { number });
  return kind === "warranty" ? t("claim.title") : t("rma.inReview");
};

const CHECKLIST = ["number", "invoice", "prepaid", "duties"] as const;

function Instructions({ number, rma: { status, expiresOn, shipTo } }: { number: string; rma: Rma }) {
  if (status !== "approved") return null;
  return (
    <s-stack gap="base">
      {expiresOn && <s-text>{t("rma.expires", { date: day(expiresOn) })}</s-text>}
      {shipTo.length > 0 && (
        <Labelled label={t("rma.shipTo")}>
          {shipTo.map((part) => (
            <s-paragraph key={part}>{part}</s-paragraph>
          ))}
        </Labelled>
      )}
      <s-stack gap="small">
        <s-text type="strong">{t("checklist.title")}</s-text>
        <s-unordered-list>
          {CHECKLIST.map((item) => (
            <s-list-item key={item}>{t(`checklist.${item}`, { number })}</s-list-item>
          ))}
        </s-unordered-list>
      </s-stack>
    </s-stack>
  );
}

/** The address of the form holds for minutes only, so it is asked for when it is wanted. */
function FormLink({ rmaId }: { rmaId: string }) {
  const [url, setUrl] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const prepare = async () => {
    setBusy(true);
    setError(null);
    await formLink(rmaId).then((form) => setUrl(form.url), setError);
    setBusy(false);
  };
  if (url !== null) {
    return (
      <s-link href={url} target="_blank">
        {t("rma.openForm")}
      </s-link>
    );
  }
  return (
    <s-stack gap="small">
      {error !== null && <Failure error={error} />}
      <s-button loading={isBusy} onClick={prepare}>
        {t("rma.form")}
      </s-button>
    </s-stack>
  );
}
