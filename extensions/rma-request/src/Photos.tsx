import { useState } from "preact/hooks";
import { uploadPhoto } from "./app-api.ts";
import { filesOf } from "./events.ts";
import { failureText, t } from "./reader.ts";

interface PhotosProps {
  orderId: string;
  lineId: string;
  photoIds: readonly string[];
  onChange: (photoIds: readonly string[]) => void;
}

/** Photos go to the app as they are chosen; the request names them. */
export function Photos({ orderId, lineId, photoIds, onChange }: PhotosProps) {
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const add = async (files: readonly File[]) => {
    setBusy(true);
    setError(null);
    let known = photoIds;
    for (const file of files) {
      try {
        const { photoId } = await uploadPhoto(orderId, lineId, file);
        known = [...known, photoId];
        onChange(known);
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
      {photoIds.length > 0 && <s-text>{t("line.photosAdded", { count: photoIds.length })}</s-text>}
    </s-stack>
  );
}
