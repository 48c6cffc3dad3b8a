import { BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { EventFacts } from "~/texts/event-facts";
import { Moment } from "./dates-and-money";
import { EventDetails } from "./event-details";
import { useActor } from "./people";

interface Entry {
  id: string;
  at: string;
  code: string;
  by: string;
  details: EventFacts;
}

/** What happened to one thing, oldest first, each act with its reason. */
export function Timeline({ entries }: { entries: readonly Entry[] }) {
  const { t } = useTranslation();
  const actor = useActor();
  if (entries.length === 0) return <Text as="p">{t("order.noActs")}</Text>;
  return (
    <ol className="rma-list rma-stack">
      {entries.map(({ id, at, code, by, details }) => (
        <li key={id}>
          <BlockStack gap="050">
            <Text as="p" fontWeight="semibold">
              {t(`events.${code}`)}
            </Text>
            <InlineStack gap="100">
              <Text as="span" variant="bodySm" tone="subdued">
                <Moment at={at} /> · {actor(by)}
              </Text>
            </InlineStack>
            <EventDetails facts={details} />
          </BlockStack>
        </li>
      ))}
    </ol>
  );
}
