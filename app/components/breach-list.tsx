import { Badge, BlockStack, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Moment, Money } from "./dates-and-money";
import { orderPath } from "./paths";

interface BreachRow {
  id: string;
  orderId: string;
  orderName: string;
  code: string;
  amount: string;
  currency: string;
  person: string | null;
  openedAt: string;
  state: string;
}

const TONE = { open: "critical", adopted: "attention", invoiced: "info" } as const;

const isToned = (state: string): state is keyof typeof TONE => state in TONE;

/** Whether a case is open, closed or taken on as an override. */
export function BreachBadge({ state }: { state: string }) {
  const { t } = useTranslation();
  return <Badge {...(isToned(state) ? { tone: TONE[state] } : {})}>{t(`breaches.state.${state}`)}</Badge>;
}

/** Cases in a list: what was done, on which order, by whom, and how much beyond the policy. */
export function BreachList({ breaches, withOrder }: { breaches: readonly BreachRow[]; withOrder: boolean }) {
  const { t } = useTranslation();
  return (
    <ul className="rma-list">
      {breaches.map((breach) => (
        <li key={breach.id} className="rma-row">
          <BlockStack gap="050">
            <Link url={`/app/breaches/${breach.id}`} dataPrimaryLink>
              <Text as="span" fontWeight="semibold">
                {t(`breaches.code.${breach.code}.title`)}
              </Text>
            </Link>
            <Text as="p" tone="subdued">
              {withOrder ? (
                <>
                  <Link url={orderPath(breach.orderId)}>{breach.orderName}</Link>
                  {" · "}
                </>
              ) : null}
              <Moment at={breach.openedAt} />
              {" · "}
              {breach.person ?? t("breaches.nobody")}
            </Text>
          </BlockStack>
          <InlineStack gap="200" blockAlign="center">
            <BreachAmount breach={breach} />
            <BreachBadge state={breach.state} />
          </InlineStack>
        </li>
      ))}
    </ul>
  );
}

/** A release out of turn costs no money. */
export function BreachAmount({ breach: { amount, currency } }: { breach: Pick<BreachRow, "amount" | "currency"> }) {
  if (!/[1-9]/.test(amount)) return null;
  return (
    <Text as="span" fontWeight="semibold">
      <Money amount={amount} currency={currency} />
    </Text>
  );
}
