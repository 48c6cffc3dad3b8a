import { REASONS, type OrderLine } from "./app-api.ts";
import type { Draft, Drafts } from "./draft.ts";
import { VerdictBadge } from "./parts.tsx";
import { inLanguage, t } from "./reader.ts";

/** The app takes no longer one. */
const LONGEST_NOTE = 300;

interface LineFormProps {
  line: OrderLine;
  drafts: Drafts;
  onChange: (change: (drafts: Drafts) => Drafts) => void;
}

/** One line: what the policy says of it today, and how many units come back why. Staff may ask for any: the answer says no. */
export function LineForm({ line, drafts, onChange }: LineFormProps) {
  const draft = drafts[line.lineId];
  if (!draft) return null;
  const change = (part: Partial<Draft>) =>
    onChange((all) => ({ ...all, [line.lineId]: { ...draft, ...all[line.lineId], ...part } }));
  return (
    <s-stack gap="small">
      <s-stack direction="inline" gap="small">
        <s-text type="strong">{[line.title, line.sku].filter((part) => part !== null).join(" · ")}</s-text>
        <VerdictBadge verdict={line.verdict} />
      </s-stack>
      <s-text color="subdued">{inLanguage(line.text)}</s-text>
      <s-number-field
        label={t("line.quantity", { title: line.title, available: line.available })}
        min={0}
        step={1}
        value={String(draft.quantity)}
        onChange={(event) => change({ quantity: wholeUnits(event.currentTarget.value) })}
      />
      {draft.quantity > 0 && <Why draft={draft} onChange={change} />}
    </s-stack>
  );
}

const wholeUnits = (text: string): number => {
  const units = Math.trunc(Number(text));
  return Number.isFinite(units) ? Math.max(units, 0) : 0;
};

const Why = ({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }) => (
  <s-stack gap="small">
    <s-select
      label={t("line.reason")}
      value={draft.reason}
      onChange={(event) => onChange({ reason: event.currentTarget.value })}
    >
      {REASONS.map((reason) => (
        <s-option key={reason} value={reason}>
          {t(`reasons.${reason}`)}
        </s-option>
      ))}
    </s-select>
    <s-text-area
      label={t("line.note")}
      maxLength={LONGEST_NOTE}
      rows={2}
      value={draft.note}
      onChange={(event) => onChange({ note: event.currentTarget.value })}
    />
  </s-stack>
);
