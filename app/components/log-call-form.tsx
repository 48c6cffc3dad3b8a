import { useFetcher } from "@remix-run/react";
import {
  Banner,
  BlockStack,
  Button,
  Card,
  InlineStack,
  Link,
  Select,
  Text,
  TextField,
  type BannerHandles,
} from "@shopify/polaris";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { CALL_OUTCOMES } from "~/domain/rma/handle-claim";
import { STEP_FINDINGS } from "~/domain/rma/checklist";
import { useFocusOn } from "./focus";

interface Props {
  /** What the customer said when the claim was opened. */
  installed: boolean | null;
  /** The merchant's steps; null where the merchant wrote none. */
  steps: readonly string[] | null;
  productClass: string;
  phones: readonly string[];
}

interface Answer {
  status?: string;
  error?: string;
}

/** A technician logs a call (R32): whether the part is still installed, what was gone through, and how it ended. */
export function LogCallForm({ installed, steps, productClass, phones }: Props) {
  const { t } = useTranslation();
  const fetcher = useFetcher<Answer>();
  const banner = useFocusOn<BannerHandles>(fetcher.data);
  const [said, setSaid] = useState(String(installed ?? true));
  const [found, setFound] = useState<Readonly<Record<string, string>>>({});
  const [notes, setNotes] = useState("");
  const [outcome, setOutcome] = useState<string>("unresolved");
  const checklist = steps ?? t(`checklists.preset.${productClass}`).split("\n");
  const send = (event: FormEvent) => {
    event.preventDefault();
    const answers = checklist.flatMap((step) => (found[step] ? [{ step, found: found[step] }] : []));
    const call = { installed: said === "true", outcome, answers, notes: notes.trim() === "" ? null : notes };
    fetcher.submit({ intent: "log-call", call: JSON.stringify(call) }, { method: "post" });
  };
  return (
    <Card>
      <form onSubmit={send}>
        <BlockStack gap="400">
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              {t("claims.call.title")}
            </Text>
            <Text as="p" tone="subdued">
              {t("claims.call.help")} <Phones phones={phones} />
            </Text>
          </BlockStack>
          {fetcher.data?.error === undefined ? null : (
            <Banner ref={banner} tone="critical">
              {t(`rmaError.${fetcher.data.error}`)}
            </Banner>
          )}
          <Select
            label={t("claims.part.installed")}
            options={["true", "false"].map((value) => ({ value, label: t(`claims.installed.${value}`) }))}
            value={said}
            onChange={setSaid}
          />
          {checklist.length === 0 ? null : (
            <fieldset className="rma-fieldset">
              <legend>{t("checklists.one")}</legend>
              <BlockStack gap="300">
                {checklist.map((step) => (
                  <Select
                    key={step}
                    label={step}
                    options={[
                      { value: "", label: t("claims.found.none") },
                      ...STEP_FINDINGS.map((value) => ({ value, label: t(`claims.found.${value}`) })),
                    ]}
                    value={found[step] ?? ""}
                    onChange={(value) => setFound({ ...found, [step]: value })}
                  />
                ))}
              </BlockStack>
            </fieldset>
          )}
          <TextField
            label={t("claims.call.notes")}
            value={notes}
            onChange={setNotes}
            autoComplete="off"
            multiline={3}
            maxLength={5_000}
          />
          <Select
            label={t("claims.call.outcome")}
            helpText={t(`claims.outcomeHelp.${outcome}`)}
            options={CALL_OUTCOMES.map((value) => ({ value, label: t(`claims.outcome.${value}`) }))}
            value={outcome}
            onChange={setOutcome}
          />
          <InlineStack>
            <Button submit variant="primary" loading={fetcher.state !== "idle"}>
              {t("claims.call.save")}
            </Button>
          </InlineStack>
        </BlockStack>
      </form>
    </Card>
  );
}

/** The numbers that customers call, each to be called from here. */
function Phones({ phones }: { phones: readonly string[] }) {
  return (
    <>
      {phones.map((phone, index) => (
        <span key={phone}>
          {index === 0 ? null : " · "}
          <Link url={`tel:${phone}`}>{phone}</Link>
        </span>
      ))}
    </>
  );
}
