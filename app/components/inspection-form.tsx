import { useFetcher, useNavigate } from "@remix-run/react";
import {
  Banner,
  BlockStack,
  Button,
  Card,
  Checkbox,
  InlineStack,
  Select,
  Text,
  TextField,
  type BannerHandles,
} from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFocusOn } from "./focus";
import { firstRows, inspectionOf, unitsNamed, withRow, type FoundUnits } from "./inspection-lines";
import { rmaPath } from "./paths";
import { PhotoField } from "./photos";
import type { CaseHead, CaseLine } from "./rma-case";

interface Props {
  rma: CaseHead;
  lines: readonly CaseLine[];
}

/** What an inspector finds of a return, and of a claim (R33, R39). */
const RESULTS = {
  return: ["accepted", "rejected", "no-fault-found"],
  claim: ["manufacturing-defect", "no-fault-found", "misuse", "install-damage"],
} as const;
const CONDITIONS = ["good", "used", "carrier-damage"] as const;

/** Says of each unit that arrived what was found; units that were found alike are one row. */
export function InspectionForm({ rma, lines }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const fetcher = useFetcher<{ status?: string; error?: string }>();
  const banner = useFocusOn<BannerHandles>(fetcher.data);
  const results = RESULTS[rma.kind === "warranty" ? "claim" : "return"];
  const waiting = lines.filter(({ uninspected }) => uninspected > 0);
  const [rows, setRows] = useState(() => firstRows(waiting, results[0]));
  const [added, setAdded] = useState(0);
  const change = (key: string, part: Partial<FoundUnits>) =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const isDone = fetcher.data?.status !== undefined;
  useEffect(() => {
    if (isDone) navigate(rmaPath(rma.id));
  }, [isDone, navigate, rma.id]);
  const add = (line: CaseLine) => {
    setRows(withRow(rows, line, `${line.lineId} ${added}`));
    setAdded(added + 1);
  };
  const tooMany = waiting.some(({ lineId, uninspected }) => unitsNamed(rows, lineId) > uninspected);
  const named = waiting.some(({ lineId }) => unitsNamed(rows, lineId) > 0);
  const save = () =>
    fetcher.submit(
      { intent: "inspect", inspection: JSON.stringify(inspectionOf(rows)) },
      { method: "post", action: rmaPath(rma.id) },
    );
  return (
    <BlockStack gap="400">
      {fetcher.data?.error === undefined ? null : (
        <Banner ref={banner} tone="critical">
          {t(`rmaError.${fetcher.data.error}`)}
        </Banner>
      )}
      {waiting.map((line) => (
        <Card key={line.lineId}>
          <BlockStack gap="400">
            <LineHead line={line} isTooMany={unitsNamed(rows, line.lineId) > line.uninspected} />
            {rows
              .filter(({ lineId }) => lineId === line.lineId)
              .map((row, index) => (
                <Row
                  key={row.key}
                  row={row}
                  results={results}
                  orderId={rma.orderId}
                  onChange={(part) => change(row.key, part)}
                  {...(index === 0 ? {} : { onRemove: () => setRows(rows.filter(({ key }) => key !== row.key)) })}
                />
              ))}
            <InlineStack>
              <Button variant="plain" onClick={() => add(line)}>
                {t("inspection.split")}
              </Button>
            </InlineStack>
          </BlockStack>
        </Card>
      ))}
      <div className="rma-save">
        <Button variant="primary" onClick={save} disabled={tooMany || !named} loading={fetcher.state !== "idle"}>
          {t("inspection.save")}
        </Button>
      </div>
    </BlockStack>
  );
}

function LineHead({ line, isTooMany }: { line: CaseLine; isTooMany: boolean }) {
  const { t } = useTranslation();
  return (
    <BlockStack gap="100">
      <Text as="h2" variant="headingMd">
        {line.title}
      </Text>
      <Text as="p" tone="subdued">
        {[line.sku === null ? null : t("order.sku", { sku: line.sku }), t(`reason.${line.reason}`)]
          .filter((part) => part !== null)
          .join(" · ")}
      </Text>
      <Text as="p" fontWeight="semibold">
        {t("inspection.waiting", { count: line.uninspected })}
      </Text>
      {isTooMany ? (
        <Text as="p" tone="critical">
          {t("inspection.tooMany", { count: line.uninspected })}
        </Text>
      ) : null}
    </BlockStack>
  );
}

interface RowProps {
  row: FoundUnits;
  results: readonly string[];
  orderId: string | null;
  onChange: (part: Partial<FoundUnits>) => void;
  onRemove?: () => void;
}

function Row({ row, results, orderId, onChange, onRemove }: RowProps) {
  const { t } = useTranslation();
  const mayRestock = row.condition === "good" && row.result !== "rejected";
  return (
    <div className="rma-found">
      <div className="rma-fields">
        <TextField
          label={t("inspection.quantity")}
          type="number"
          min={0}
          value={row.quantity}
          onChange={(quantity) => onChange({ quantity })}
          autoComplete="off"
        />
        <Select
          label={t("inspection.resultLabel")}
          options={results.map((value) => ({ value, label: t(`inspection.result.${value}`) }))}
          value={row.result}
          onChange={(result) => onChange({ result })}
        />
        <Select
          label={t("inspection.conditionLabel")}
          options={[
            ...CONDITIONS.map((value) => ({ value, label: t(`inspection.condition.${value}`) })),
            { value: "", label: t("inspection.condition.none") },
          ]}
          value={row.condition}
          onChange={(condition) => onChange({ condition })}
        />
      </div>
      <BlockStack gap="050">
        <Checkbox
          label={t("inspection.restock")}
          checked={row.restock && mayRestock}
          disabled={!mayRestock}
          onChange={(restock) => onChange({ restock })}
        />
        <Text as="p" variant="bodySm" tone="subdued">
          {t("inspection.restockHelp")}
        </Text>
      </BlockStack>
      <TextField
        label={t("inspection.note")}
        helpText={t("inspection.noteHelp")}
        value={row.note}
        onChange={(note) => onChange({ note })}
        autoComplete="off"
        maxLength={1_000}
      />
      <PhotoField photoIds={row.photoIds} onChange={(photoIds) => onChange({ photoIds })} orderId={orderId} />
      {onRemove === undefined ? null : (
        <InlineStack>
          <Button variant="plain" tone="critical" onClick={onRemove}>
            {t("inspection.remove")}
          </Button>
        </InlineStack>
      )}
    </div>
  );
}
