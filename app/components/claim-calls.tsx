import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Moment } from "./dates-and-money";
import { Facts } from "./facts";
import { usePerson } from "./people";
import { Records } from "./rma-records";

interface Call {
  id: string;
  installed: boolean;
  answers: readonly { step: string; found: string }[];
  notes: string | null;
  outcome: string;
  by: string;
  at: string;
}

/** Every troubleshooting call about a claim (R32), oldest first, with what was found at each step. */
export function ClaimCalls({ calls }: { calls: readonly Call[] }) {
  const { t } = useTranslation();
  const person = usePerson();
  return (
    <Records title={t("claims.call.records")}>
      {calls.map((call) => (
        <li key={call.id}>
          <BlockStack gap="200">
            <Text as="p" fontWeight="semibold">
              <Moment at={call.at} /> · {t(`claims.outcome.${call.outcome}`)}
            </Text>
            <Facts
              facts={[
                [t("rma.parcels.by"), person(call.by)],
                [t("claims.part.installed"), t(`claims.installed.${call.installed}`)],
                ...call.answers.map(({ step, found }) => [step, t(`claims.found.${found}`)] as const),
                [t("claims.call.notes"), call.notes],
              ]}
            />
          </BlockStack>
        </li>
      ))}
    </Records>
  );
}
