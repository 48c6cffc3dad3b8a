import { BlockStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { EventFacts } from "~/texts/event-facts";
import { Moment } from "./dates-and-money";
import { EventDetails } from "./event-details";
import { orderPath } from "./paths";
import { useActor } from "./people";

interface Act {
  id: string;
  at: string;
  code: string;
  by: string;
  details: EventFacts;
  subject: string;
  subjectId: string;
  subjectName: string | null;
}

/** What the app did, newest first: when, what, to which order or product, why. */
export function ActList({ acts }: { acts: readonly Act[] }) {
  const { t } = useTranslation();
  const actor = useActor();
  return (
    <ol className="rma-list">
      {acts.map((act) => (
        <li key={act.id} className="rma-act">
          <Text as="span" tone="subdued">
            <Moment at={act.at} only="time" />
          </Text>
          <BlockStack gap="050">
            <Text as="p">
              <Text as="span" fontWeight="semibold">
                {t(`events.${act.code}`)}
              </Text>{" "}
              <Subject act={act} />
            </Text>
            <EventDetails facts={act.details} />
            <Text as="p" variant="bodySm" tone="subdued">
              {actor(act.by)}
            </Text>
          </BlockStack>
        </li>
      ))}
    </ol>
  );
}

function Subject({ act }: { act: Act }) {
  if (act.subjectName === null) return null;
  return act.subject === "order" ? (
    <Link url={orderPath(act.subjectId)}>{act.subjectName}</Link>
  ) : (
    <>{act.subjectName}</>
  );
}
