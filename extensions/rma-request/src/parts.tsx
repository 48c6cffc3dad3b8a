import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { failureText, t } from "./reader.ts";

/** Says that something did not work, and offers to try again where that can help. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  return (
    <s-banner tone="critical" heading={failureText(error)}>
      {onRetry && <s-button onClick={onRetry}>{t("again")}</s-button>}
    </s-banner>
  );
}

export const Loading = () => <s-spinner accessibilityLabel={t("loading")} />;

interface ConfirmedProps {
  label: string;
  /** What will happen, before it does. */
  question: string;
  onConfirm: () => Promise<void>;
}

/** A button for what cannot be undone: it asks first, shows that it works, and says when it did not. */
export function Confirmed({ label, question, onConfirm }: ConfirmedProps) {
  const [state, setState] = useState<"idle" | "asking" | "busy">("idle");
  const [error, setError] = useState<unknown>(null);
  const confirm = async () => {
    setState("busy");
    await onConfirm().then(() => setError(null), setError);
    setState("idle");
  };
  if (state === "idle") {
    return (
      <s-stack gap="small">
        {error !== null && <Failure error={error} />}
        <s-button variant="secondary" onClick={() => setState("asking")}>
          {label}
        </s-button>
      </s-stack>
    );
  }
  return (
    <s-stack gap="small">
      <s-text>{question}</s-text>
      <s-stack direction="inline" gap="small">
        <s-button tone="critical" loading={state === "busy"} onClick={confirm}>
          {t("yes")}
        </s-button>
        <s-button variant="secondary" disabled={state === "busy"} onClick={() => setState("idle")}>
          {t("no")}
        </s-button>
      </s-stack>
    </s-stack>
  );
}

export const Labelled = ({ label, children }: { label: string; children: ComponentChildren }) => (
  <s-stack gap="none">
    <s-text color="subdued">{label}</s-text>
    <s-text>{children}</s-text>
  </s-stack>
);
