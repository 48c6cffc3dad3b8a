import { Button, InlineStack, Text } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

/** Photos that were kept, each shown when it is asked for: only App Bridge's `fetch` carries the session token. */
export function PhotoList({ photoIds }: { photoIds: readonly string[] }) {
  if (photoIds.length === 0) return null;
  return (
    <InlineStack gap="200">
      {photoIds.map((id, index) => (
        <Photo key={id} id={id} number={index + 1} />
      ))}
    </InlineStack>
  );
}

function Photo({ id, number }: { id: string; number: number }) {
  const { t } = useTranslation();
  const [url, setUrl] = useState<string>();
  const [isLoading, setLoading] = useState(false);
  useEffect(() => () => URL.revokeObjectURL(url ?? ""), [url]);
  const show = async () => {
    setLoading(true);
    const answer = await fetch(`/app/photos/${id}`).catch(() => null);
    if (answer?.ok) setUrl(URL.createObjectURL(await answer.blob()));
    setLoading(false);
  };
  if (url !== undefined) return <img className="rma-photo" src={url} alt={t("photos.alt", { number })} />;
  return (
    <Button size="slim" loading={isLoading} onClick={() => void show()}>
      {t("photos.show", { number })}
    </Button>
  );
}

interface PhotoFieldProps {
  photoIds: readonly string[];
  onChange: (photoIds: string[]) => void;
  /** Whose order the photos belong to, so that they go with it; null for a parcel of nobody's. */
  orderId: string | null;
}

const MOST_PHOTOS = 8;

/** Takes photos with a telephone's camera or from a file, and keeps them before the form is sent. */
export function PhotoField({ photoIds, onChange, orderId }: PhotoFieldProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<"idle" | "sending" | "failed">("idle");
  const send = async (file: File | undefined) => {
    if (file === undefined) return;
    setState("sending");
    const kept = await keepPhoto(file, orderId);
    setState(kept === null ? "failed" : "idle");
    if (kept !== null) onChange([...photoIds, kept]);
  };
  return (
    <InlineStack gap="200" blockAlign="center">
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        onChange={(event) => {
          void send(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
      <Button
        size="slim"
        loading={state === "sending"}
        disabled={photoIds.length >= MOST_PHOTOS}
        onClick={() => input.current?.click()}
      >
        {t("photos.add")}
      </Button>
      {photoIds.map((id, index) => (
        <Button
          key={id}
          size="slim"
          variant="tertiary"
          tone="critical"
          onClick={() => onChange(photoIds.filter((other) => other !== id))}
        >
          {t("photos.remove", { number: index + 1 })}
        </Button>
      ))}
      <div role="status">
        {state === "failed" ? (
          <Text as="p" tone="critical">
            {t("photos.failed")}
          </Text>
        ) : null}
      </div>
    </InlineStack>
  );
}

async function keepPhoto(file: File, orderId: string | null): Promise<string | null> {
  const query = orderId === null ? "" : `?${new URLSearchParams({ orderId }).toString()}`;
  try {
    const answer = await fetch(`/app/photo-upload${query}`, { method: "POST", body: file });
    if (!answer.ok) return null;
    const kept: unknown = await answer.json();
    return typeof kept === "object" && kept !== null && "photoId" in kept ? String(kept.photoId) : null;
  } catch {
    return null;
  }
}
