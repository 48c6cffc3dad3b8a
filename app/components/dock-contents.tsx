import { BlockStack, Button, Checkbox, InlineStack, Tag, Text, TextField } from "@shopify/polaris";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { announcedParts, withAll, withCount, type ParcelDraft } from "./dock-parcel";
import { PhotoField } from "./photos";

interface Props {
  draft: ParcelDraft;
  onChange: (change: (draft: ParcelDraft) => ParcelDraft) => void;
}

/** What the numbers announce, to be ticked as it comes out of the box. */
export function DockContents({ draft, onChange }: Props) {
  const { t } = useTranslation();
  const parts = announcedParts(draft);
  return (
    <BlockStack gap="300">
      {parts.length === 0 ? null : (
        <>
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <Text as="h2" variant="headingMd">
              {t("dock.announced")}
            </Text>
            <Button onClick={() => onChange(withAll)}>{t("dock.all")}</Button>
          </InlineStack>
          <ul className="rma-list rma-stack">
            {parts.map(({ sku, title, open }) => {
              const count = draft.counts[sku] ?? 0;
              return (
                <li key={sku} className="rma-part">
                  <Checkbox
                    label={`${sku} · ${title}`}
                    checked={count > 0}
                    onChange={(isHere) => onChange((before) => withCount(before, sku, isHere ? open : 0))}
                  />
                  <TextField
                    label={t("dock.inBox")}
                    type="number"
                    min={0}
                    value={String(count)}
                    onChange={(value) => onChange((before) => withCount(before, sku, Number(value)))}
                    suffix={t("dock.of", { count: open })}
                    autoComplete="off"
                  />
                </li>
              );
            })}
          </ul>
        </>
      )}
      <Extras draft={draft} onChange={onChange} />
    </BlockStack>
  );
}

/** Parts that no number announces. */
function Extras({ draft, onChange }: Props) {
  const { t } = useTranslation();
  const [sku, setSku] = useState("");
  const [quantity, setQuantity] = useState("1");
  const add = (event: FormEvent) => {
    event.preventDefault();
    const units = Math.trunc(Number(quantity)) || 0;
    if (sku.trim() === "" || units < 1) return;
    onChange((before) => ({ ...before, extras: [...before.extras, { sku: sku.trim(), quantity: units }] }));
    setSku("");
    setQuantity("1");
  };
  return (
    <form onSubmit={add}>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t("dock.extra")}
        </Text>
        <Text as="p" tone="subdued">
          {t("dock.extraHelp")}
        </Text>
        <InlineStack gap="200">
          {draft.extras.map((extra, index) => (
            <Tag
              key={`${extra.sku} ${index}`}
              onRemove={() => onChange((before) => ({ ...before, extras: before.extras.toSpliced(index, 1) }))}
              accessibilityLabel={t("dock.removeExtra", { sku: extra.sku })}
            >
              {`${extra.quantity} × ${extra.sku}`}
            </Tag>
          ))}
        </InlineStack>
        <div className="rma-part">
          <TextField label={t("dock.sku")} value={sku} onChange={setSku} autoComplete="off" maxLength={255} />
          <TextField
            label={t("dock.quantity")}
            type="number"
            min={1}
            value={quantity}
            onChange={setQuantity}
            autoComplete="off"
          />
          <Button submit>{t("dock.addExtra")}</Button>
        </div>
      </BlockStack>
    </form>
  );
}

const FLAGS = ["prepaid", "chargesDue", "invoiceCopy", "returnedByCarrier"] as const;

/** What is to be seen on the outside, and whether the invoice copy is inside. */
export function DockBox({ draft, onChange }: Props) {
  const { t } = useTranslation();
  const orderId = draft.numbers.map(({ announced }) => announced?.orderId).find((id) => id != null) ?? null;
  return (
    <BlockStack gap="300">
      <Text as="h2" variant="headingMd">
        {t("dock.outside")}
      </Text>
      {FLAGS.map((flag) => (
        <Checkbox
          key={flag}
          label={t(`dock.${flag}`)}
          checked={draft[flag]}
          onChange={(is) => onChange((before) => ({ ...before, [flag]: is }))}
        />
      ))}
      {draft.returnedByCarrier && draft.numbers.length === 0 ? (
        <TextField
          label={t("dock.orderName")}
          helpText={t("dock.orderNameHelp")}
          value={draft.orderName}
          onChange={(orderName) => onChange((before) => ({ ...before, orderName }))}
          autoComplete="off"
          maxLength={255}
        />
      ) : null}
      <TextField
        label={t("dock.tracking")}
        value={draft.tracking}
        onChange={(tracking) => onChange((before) => ({ ...before, tracking }))}
        autoComplete="off"
        maxLength={255}
      />
      <PhotoField
        photoIds={draft.photoIds}
        onChange={(photoIds) => onChange((before) => ({ ...before, photoIds }))}
        orderId={orderId}
      />
    </BlockStack>
  );
}
