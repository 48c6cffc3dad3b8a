import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, InlineStack, Text, TextField, type BannerHandles } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Moment } from "./dates-and-money";
import { useFocusOn } from "./focus";
import { usePerson } from "./people";

interface Props {
  productClass: string;
  /** What the merchant wrote, by whom and when; null where nothing was written. */
  written: { steps: readonly string[]; updatedBy: string; updatedAt: string } | null;
  mayEdit: boolean;
}

interface Answer {
  error?: string;
  details?: readonly { code: string }[];
}

/** The steps for one class of products, one a line. */
export function ChecklistForm({ productClass, written, mayEdit }: Props) {
  const { t } = useTranslation();
  const person = usePerson();
  const fetcher = useFetcher<Answer>();
  const [steps, setSteps] = useState(written?.steps.join("\n") ?? t(`checklists.preset.${productClass}`));
  return (
    <Card>
      <fetcher.Form method="post">
        <input type="hidden" name="productClass" value={productClass} />
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t(`checklists.class.${productClass}`)}
          </Text>
          <Outcome answer={fetcher.data} />
          <TextField
            label={t("checklists.steps")}
            helpText={t("checklists.help")}
            name="steps"
            value={steps}
            onChange={setSteps}
            autoComplete="off"
            multiline={6}
            maxLength={20_000}
            readOnly={!mayEdit}
          />
          <Text as="p" variant="bodySm" tone="subdued">
            {written === null ? (
              t("checklists.preset.is")
            ) : (
              <>
                {person(written.updatedBy)} · <Moment at={written.updatedAt} />
              </>
            )}
          </Text>
          {mayEdit ? (
            <InlineStack>
              <Button submit variant="primary" loading={fetcher.state !== "idle"}>
                {t("checklists.save")}
              </Button>
            </InlineStack>
          ) : null}
        </BlockStack>
      </fetcher.Form>
    </Card>
  );
}

/** What became of the last attempt to save. */
function Outcome({ answer }: { answer: Answer | undefined }) {
  const { t } = useTranslation();
  const banner = useFocusOn<BannerHandles>(answer);
  if (answer === undefined) return null;
  const { error, details = [] } = answer;
  if (error === undefined) {
    return (
      <Banner ref={banner} tone="success">
        {t("checklists.saved")}
      </Banner>
    );
  }
  const fault = details[0]?.code;
  return (
    <Banner ref={banner} tone="critical">
      {fault === undefined ? t(`rmaError.${error}`) : t([`claims.fault.${fault}`, "claims.fault.other"])}
    </Banner>
  );
}
