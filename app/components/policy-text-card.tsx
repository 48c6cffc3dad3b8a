import { BlockStack, Button, ButtonGroup, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LANGUAGES, type Language } from "~/texts/languages";
import {
  plainPolicyText,
  POLICY_USES,
  type PolicySection,
  type PolicyTexts,
  type PolicyUse,
} from "~/texts/plain-policy-text";
import { useReading } from "./reader";

interface Props {
  text: Readonly<Record<Language, PolicyTexts>>;
  of: "draft" | "published";
}

/** The policy in words, in each language and for each place: what a customer may be shown. */
export function PolicyTextCard({ text, of }: Props) {
  const { t } = useTranslation();
  const reading = useReading();
  const [language, select] = useState(reading.language);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("policy.text.title")}
        </Text>
        <Text as="p" tone="subdued">
          {t(`policy.text.of.${of}`)}. {t("policy.text.intro")}
        </Text>
        <ButtonGroup variant="segmented">
          {LANGUAGES.map((id) => (
            <Button key={id} pressed={id === language} onClick={() => select(id)}>
              {t(`policy.text.language.${id}`)}
            </Button>
          ))}
        </ButtonGroup>
        <BlockStack gap="600">
          {POLICY_USES.map((use) => (
            <TextOfUse key={`${language} ${use}`} use={use} language={language} sections={text[language][use]} />
          ))}
        </BlockStack>
      </BlockStack>
    </Card>
  );
}

interface TextOfUseProps {
  use: PolicyUse;
  language: Language;
  sections: readonly PolicySection[];
}

/** The text for one place, and the button that copies it. */
function TextOfUse({ use, language, sections }: TextOfUseProps) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(plainPolicyText(sections));
    setCopied(true);
  };
  const name = t(`policy.text.use.${use}.title`);
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingMd">
        {name}
      </Text>
      <Text as="p" tone="subdued">
        {t(`policy.text.use.${use}.text`)}
      </Text>
      <div className="rma-text" lang={language}>
        {sections.map(({ title, sentences }) => (
          <BlockStack key={title} gap="100">
            <Text as="h4" variant="headingSm">
              {title}
            </Text>
            {sentences.map((sentence) => (
              <Text as="p" key={sentence}>
                {sentence}
              </Text>
            ))}
          </BlockStack>
        ))}
      </div>
      <InlineStack gap="200" blockAlign="center">
        <Button onClick={() => void copy()} accessibilityLabel={`${t(`policy.text.copyIn.${language}`)}: ${name}`}>
          {t(`policy.text.copyIn.${language}`)}
        </Button>
        <span role="status">{isCopied ? t("policy.text.copied") : null}</span>
      </InlineStack>
    </BlockStack>
  );
}
