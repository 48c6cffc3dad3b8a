import { BlockStack, Button, ButtonGroup, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LANGUAGES, type Language } from "~/texts/languages";
import { plainPolicyText, type PolicySection } from "~/texts/plain-policy-text";
import { useReading } from "./reader";

interface Props {
  text: Readonly<Record<Language, readonly PolicySection[]>>;
  of: "draft" | "published";
}

/** The policy in words, in each language: what a customer may be shown. */
export function PolicyTextCard({ text, of }: Props) {
  const { t } = useTranslation();
  const reading = useReading();
  const [language, select] = useState(reading.language);
  const [copied, setCopied] = useState<Language | null>(null);
  const copy = async () => {
    await navigator.clipboard.writeText(plainPolicyText(text[language]));
    setCopied(language);
  };
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
        <div className="rma-text" lang={language}>
          {text[language].map(({ title, sentences }) => (
            <BlockStack key={title} gap="100">
              <Text as="h3" variant="headingSm">
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
          <Button onClick={() => void copy()}>{t(`policy.text.copyIn.${language}`)}</Button>
          <span role="status">{copied === language ? t("policy.text.copied") : null}</span>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
