import { useState } from "preact/hooks";
import { REASONS, uploadPhoto, type OrderLine } from "./app-api.ts";
import type { Draft, Drafts } from "./draft.ts";
import { failureText, inLanguage, t } from "./reader.ts";

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
      <Photos orderId={orderId} line={line} draft={draft} onChange={onChange} />
    </s-stack>
  );
}

/** Photos go to the app as they are chosen; the request names them. */
function Photos({ orderId, line, draft, onChange }: WhyProps) {
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const add = async (files: readonly File[]) => {
    setBusy(true);
    setError(null);
    let photoIds = draft.photoIds;
    for (const file of files) {
      try {
        const { photoId } = await uploadPhoto(orderId, line.lineId, file);
        photoIds = [...photoIds, photoId];
        onChange({ photoIds });
      } catch (failure) {
        setError(failure);
      }
    }
    setBusy(false);
  };
  return (
    <s-stack gap="small">
      <s-drop-zone
        label={t("line.photos")}
        accept="image/jpeg,image/png,image/webp,image/heic"
        multiple
        disabled={isBusy}
        {...(error === null ? {} : { error: failureText(error) })}
        onChange={(event) => add(filesOf(event))}
      />
      {draft.photoIds.length > 0 && <s-text>{t("line.photosAdded", { count: draft.photoIds.length })}</s-text>}
    </s-stack>
  );
}

/** The elements have values and files; the type of their events does not say so. */
const propertyOf = ({ currentTarget }: Event, name: string): unknown =>
  currentTarget && Reflect.get(currentTarget, name);

const valueOf = (event: Event): string => String(propertyOf(event, "value") ?? "");

const filesOf = (event: Event): File[] => {
  const files = propertyOf(event, "files");
  return Array.isArray(files) ? files.filter((file) => file instanceof File) : [];
};
