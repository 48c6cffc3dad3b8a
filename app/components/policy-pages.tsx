import { BlockStack, Box, Card, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { SUBJECTS } from "./policy-fields";

/** The way to every subject of the policy, and to what else there is to do with it. */
export function PolicyPages() {
  const { t } = useTranslation();
  const subjects = SUBJECTS.map((subject) => ({
    path: `/app/policy/${subject}`,
    title: t(`policy.subject.${subject}.title`),
    text: t(`policy.subject.${subject}.text`),
  }));
  const others = [
    { path: "/app/people", title: t("people.title"), text: t("people.intro") },
    { path: "/app/policy/history", title: t("policy.history.title"), text: t("policy.history.intro") },
    { path: "/app/policy/exchange", title: t("policy.exchange.title"), text: t("policy.exchange.intro") },
  ];
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="200">
        <Text as="h2" variant="headingMd">
          {t("policy.pages.settings")}
        </Text>
      </Box>
      <ul className="rma-list">
        {[...subjects, ...others].map(({ path, title, text }) => (
          <li key={path} className="rma-row">
            <BlockStack gap="050">
              <Link url={path}>
                <Text as="span" fontWeight="semibold">
                  {title}
                </Text>
              </Link>
              <Text as="span" tone="subdued">
                {text}
              </Text>
            </BlockStack>
          </li>
        ))}
      </ul>
    </Card>
  );
}
