import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PhotoField } from "./photos";

/** The photo and the carrier's number of a parcel that was refused: what the merchant shows when the sender complains (R37). */
export function DockProof({ parcelId }: { parcelId: string }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<{ parcelId?: string; error?: string }>();
  const [photoIds, setPhotoIds] = useState<readonly string[]>([]);
  const [tracking, setTracking] = useState("");
  const isEmpty = photoIds.length === 0 && tracking.trim() === "";
  const save = () => {
    const proof = { parcelId, photos: photoIds, tracking: tracking.trim() === "" ? null : tracking.trim() };
    fetcher.submit({ proof: JSON.stringify(proof) }, { method: "post", action: "/app/dock" });
  };
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("dock.proof.title")}
        </Text>
        <TextField
          label={t("dock.tracking")}
          value={tracking}
          onChange={setTracking}
          autoComplete="off"
          maxLength={255}
        />
        <PhotoField photoIds={photoIds} onChange={setPhotoIds} orderId={null} />
        <InlineStack gap="300" blockAlign="center">
          <Button onClick={save} disabled={isEmpty} loading={fetcher.state !== "idle"}>
            {t("dock.proof.save")}
          </Button>
          <div role="status">
            {fetcher.data === undefined ? null : (
              <Text as="p" tone={fetcher.data.error === undefined ? "success" : "critical"}>
                {fetcher.data.error === undefined ? t("dock.proof.saved") : t(`rmaError.${fetcher.data.error}`)}
              </Text>
            )}
          </div>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
