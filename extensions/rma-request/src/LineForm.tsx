import { REASONS, type OrderLine } from "./app-api.ts";
import type { Draft, Drafts } from "./draft.ts";
import { valueOf } from "./events.ts";
import { Photos } from "./Photos.tsx";
import { inLanguage, t } from "./reader.ts";

/** The app takes no longer one. */
const LONGEST_NOTE = 300;

interface LineFormProps {
  orderId: string;
  line: OrderLine;
  drafts: Drafts;
  onChange: (change: (drafts: Drafts) => Drafts) => void;
}

/** One line: what the policy says of it, and how many units come back why. */
export function LineForm({ orderId, line, drafts, onChange }: LineFormProps) {
  const draft = drafts[line.lineId];
  if (!draft) return null;
  const change = (part: Partial<Draft>) =>
    onChange((all) => ({ ...all, [line.lineId]: { ...draft, ...all[line.lineId], ...part } }));
  return (
    <s-stack gap="small">
      <s-text type="strong">{line.title}</s-text>
      <s-text color="subdued">{inLanguage(line.text)}</s-text>
      {line.available > 0 && (
        <s-number-field
          label={t("line.quantity", { title: line.title, available: line.available })}
          min={0}
          max={line.available}
          step={1}
          value={String(draft.quantity)}
          onChange={(event) => change({ quantity: wholeUnits(valueOf(event), line.available) })}
        />
      )}
      {draft.quantity > 0 && <Why orderId={orderId} line={line} draft={draft} onChange={change} />}
    </s-stack>
  );
}

const wholeUnits = (text: string, most: number): number => {
  const units = Math.trunc(Number(text));
  return Number.isFinite(units) ? Math.min(Math.max(units, 0), most) : 0;
};

interface WhyProps {
  orderId: string;
  line: OrderLine;
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
}

function Why({ orderId, line, draft, onChange }: WhyProps) {
  return (
    <s-stack gap="small">
      <s-select
        label={t("line.reason")}
        value={draft.reason}
        onChange={(event) => onChange({ reason: valueOf(event) })}
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
        rows={3}
        value={draft.note}
        onChange={(event) => onChange({ note: valueOf(event) })}
      />
      <Photos
        orderId={orderId}
        lineId={line.lineId}
        photoIds={draft.photoIds}
        onChange={(photoIds) => onChange({ photoIds })}
      />
    </s-stack>
  );
}
