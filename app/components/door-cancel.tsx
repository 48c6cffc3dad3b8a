import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, Text, TextField, type BannerHandles } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Money } from "./dates-and-money";
import { useFocusOn } from "./focus";

interface WaitingLine {
  lineId: string;
  sku: string | null;
  title: string;
  waiting: number;
}

interface Props {
  orderId: string;
  lines: readonly WaitingLine[];
  mayCancel: boolean;
}

/** Units that wait for stock: cancelled until they are released, paid back whole (R26). */
export function DoorCancel({ orderId, lines, mayCancel }: Props) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("door.cancel.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("door.cancel.text")}
          </Text>
        </BlockStack>
        {mayCancel ? (
          lines.map((line) => <CancelLine key={line.lineId} orderId={orderId} line={line} />)
        ) : (
          <Text as="p">{t("rmaError.role-required")}</Text>
        )}
      </BlockStack>
    </Card>
  );
}

type Answer = { cancelled: number; refund: string; currency: string } | { error: string };

function CancelLine({ orderId, line }: { orderId: string; line: WaitingLine }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<Answer>();
  const banner = useFocusOn<BannerHandles>(fetcher.data);
  const [quantity, setQuantity] = useState(String(line.waiting));
  const [act, setAct] = useState<{ quantity: string; requestId: string } | null>(null);
  const send = () => {
    // The same wish keeps its name until it is answered, so that a repeated click is no second wish.
    const wish = act?.quantity === quantity && fetcher.data === undefined ? act : { quantity, requestId: newId() };
    setAct(wish);
    const cancel = { orderId, lineId: line.lineId, quantity: Number(quantity), requestId: wish.requestId };
    fetcher.submit({ intent: "cancel", cancel: JSON.stringify(cancel) }, { method: "post" });
  };
  return (
    <fieldset className="rma-fieldset">
      <legend>{[line.title, line.sku].filter((part) => part !== null).join(" · ")}</legend>
      <BlockStack gap="300">
        {fetcher.data === undefined ? null : <Told answer={fetcher.data} banner={banner} />}
        <div className="rma-fields">
          <TextField
            label={t("openReturn.units")}
            type="number"
            min={1}
            max={line.waiting}
            value={quantity}
            onChange={setQuantity}
            suffix={t("openReturn.of", { count: line.waiting })}
            autoComplete="off"
          />
        </div>
        <div>
          <Button loading={fetcher.state !== "idle"} disabled={!(Number(quantity) > 0)} onClick={send}>
            {t("door.cancel.button")}
          </Button>
        </div>
      </BlockStack>
    </fieldset>
  );
}

const newId = (): string => crypto.randomUUID();

function Told({ answer, banner }: { answer: Answer; banner: ReturnType<typeof useFocusOn<BannerHandles>> }) {
  const { t } = useTranslation();
  if ("error" in answer)
    return (
      <Banner ref={banner} tone="critical">
        {t(`door.cancel.error.${answer.error}`)}
      </Banner>
    );
  return (
    <Banner ref={banner} tone="success">
      {t("door.cancel.done", { count: answer.cancelled })} <Money amount={answer.refund} currency={answer.currency} />
    </Banner>
  );
}
