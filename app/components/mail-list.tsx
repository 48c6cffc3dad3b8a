import { BlockStack, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Moment } from "./dates-and-money";
import { MailReason, MailStateBadge } from "./mail-state";

interface Row {
  id: string;
  kind: string;
  state: string;
  sentBy: string | null;
  lastError: string | null;
  createdAt: string;
  sentAt: string | null;
  recipient: string | null;
  caseNumber: string | null;
  orderName: string | null;
}

/** The log of mails: each with what it is about, whom it is for and what became of it. */
export function MailList({ rows }: { rows: readonly Row[] }) {
  return (
    <ul className="rma-list">
      {rows.map((row) => (
        <MailRow key={row.id} row={row} />
      ))}
    </ul>
  );
}

function MailRow({
  row: { id, kind, state, sentBy, lastError, createdAt, sentAt, recipient, caseNumber, orderName },
}: {
  row: Row;
}) {
  const { t } = useTranslation();
  const name = [t(`mails.kind.${kind}`), caseNumber, orderName].filter((part) => part !== null).join(" · ");
  return (
    <li className="rma-row">
      <BlockStack gap="050">
        <Text as="h2" variant="headingSm">
          <Link url={`/app/mails/${id}`} removeUnderline>
            {name}
          </Link>
        </Text>
        <Text as="p" tone="subdued">
          {recipient === null ? null : `${recipient} · `}
          <Moment at={sentAt ?? createdAt} />
        </Text>
        {lastError === null ? null : (
          <Text as="p">
            <MailReason code={lastError} />
          </Text>
        )}
      </BlockStack>
      <InlineStack gap="100">
        <MailStateBadge state={state} sentBy={sentBy} />
      </InlineStack>
    </li>
  );
}
