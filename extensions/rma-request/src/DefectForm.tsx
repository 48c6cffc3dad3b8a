import { useState } from "preact/hooks";
import type { Defect } from "./app-api.ts";
import { valueOf } from "./events.ts";
import { Failure } from "./parts.tsx";
import { Photos } from "./Photos.tsx";
import { t } from "./reader.ts";

/** The app takes no longer ones. */
const LONGEST_SYMPTOM = 2_000;
const LONGEST_VEHICLE = 200;

const INSTALLED = { unknown: null, yes: true, no: false } as const;

interface DefectFormProps {
  orderId: string;
  lineId: string;
  onSend: (defect: Defect) => Promise<void>;
}

/** What is wrong. Sending it tells a technician; it promises no RMA. */
export function DefectForm({ orderId, lineId, onSend }: DefectFormProps) {
  const [quantity, setQuantity] = useState("1");
  const [symptom, setSymptom] = useState("");
  const [installed, setInstalled] = useState("unknown");
  const [vehicle, setVehicle] = useState("");
  const [photoIds, setPhotoIds] = useState<readonly string[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);

  const send = async () => {
    setBusy(true);
    setError(null);
    await onSend({
      lineId,
      quantity: Number(quantity),
      symptom: symptom.trim(),
      installed: Object.entries(INSTALLED).find(([name]) => name === installed)?.[1] ?? null,
      vehicle: vehicle.trim() === "" ? null : vehicle.trim(),
      photos: [...photoIds],
    }).catch(setError);
    setBusy(false);
  };

  return (
    <s-stack gap="base">
      <s-number-field
        label={t("claim.quantity")}
        min={1}
        step={1}
        value={quantity}
        onChange={(event) => setQuantity(valueOf(event))}
      />
      <s-text-area
        label={t("claim.symptom")}
        maxLength={LONGEST_SYMPTOM}
        rows={4}
        value={symptom}
        onChange={(event) => setSymptom(valueOf(event))}
      />
      <s-select label={t("claim.installed")} value={installed} onChange={(event) => setInstalled(valueOf(event))}>
        {Object.keys(INSTALLED).map((name) => (
          <s-option key={name} value={name}>
            {t(`claim.isInstalled.${name}`)}
          </s-option>
        ))}
      </s-select>
      <s-text-field
        label={t("claim.vehicle")}
        maxLength={LONGEST_VEHICLE}
        value={vehicle}
        onChange={(event) => setVehicle(valueOf(event))}
      />
      <Photos orderId={orderId} lineId={lineId} photoIds={photoIds} onChange={setPhotoIds} />
      {error !== null && <Failure error={error} />}
      <s-text color="subdued">{t("claim.noPromise")}</s-text>
      <s-button variant="primary" disabled={symptom.trim() === ""} loading={isBusy} onClick={send}>
        {t("claim.send")}
      </s-button>
    </s-stack>
  );
}
