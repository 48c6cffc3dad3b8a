import { useFetcher } from "@remix-run/react";
import { Badge, Banner, BlockStack, Button, Card, InlineStack, Link, Text, type BannerHandles } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFocusOn } from "./focus";
import { rmaPath } from "./paths";
import { RmaWorksheet } from "./rma-worksheet";

interface DoorCase {
  id: string;
  number: string | null;
  kind: string;
  status: string;
  unpaid: number;
  open: number;
  uninspected: number;
}

interface Props {
  cases: readonly DoorCase[];
  mayRefund: boolean;
}

/** The order's cases that are not at an end: what can be paid now with its worksheet, and what the others wait for. */
export function DoorCases({ cases, mayRefund }: Props) {
  const { t } = useTranslation();
  const waiting = cases.filter(({ unpaid }) => unpaid === 0);
  return (
    <>
      {cases
        .filter(({ unpaid }) => unpaid > 0)
        .map((one) => (
          <PayCase key={one.id} rma={one} mayRefund={mayRefund} />
        ))}
      {waiting.length === 0 ? null : (
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              {t("door.cases.waiting")}
            </Text>
            <ul className="rma-list rma-stack">
              {waiting.map((one) => (
                <li key={one.id}>
                  <InlineStack gap="200">
                    <Link url={rmaPath(one.id)}>{one.number ?? t(`rmaKind.${one.kind}`)}</Link>
                    <Badge>{t(`rmaStatus.${one.status}`)}</Badge>
                    <Text as="span" tone="subdued">
                      {t(`door.cases.${waitsFor(one)}`)}
                    </Text>
                  </InlineStack>
                </li>
              ))}
            </ul>
          </BlockStack>
        </Card>
      )}
    </>
  );
}

function waitsFor({
  kind,
  status,
  open,
  uninspected,
}: DoorCase): "claim" | "decision" | "parcel" | "inspection" | "rest" {
  if (kind === "warranty") return "claim";
  if (status === "requested") return "decision";
  if (uninspected > 0) return "inspection";
  return open > 0 ? "parcel" : "rest";
}

function PayCase({ rma, mayRefund }: { rma: DoorCase; mayRefund: boolean }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<{ error?: string }>();
  const banner = useFocusOn<BannerHandles>(fetcher.data);
  const name = rma.number ?? t(`rmaKind.${rma.kind}`);
  return (
    <BlockStack gap="300">
      {fetcher.data === undefined ? null : (
        <Banner ref={banner} tone={fetcher.data.error === undefined ? "success" : "critical"}>
          {fetcher.data.error === undefined ? t("door.cases.asked") : t(`rmaError.${fetcher.data.error}`)}
        </Banner>
      )}
      <RmaWorksheet rmaId={rma.id} unpaid={rma.unpaid} />
      <Card>
        <InlineStack gap="300" blockAlign="center">
          <Link url={rmaPath(rma.id)}>{name}</Link>
          {mayRefund ? (
            <fetcher.Form method="post">
              <input type="hidden" name="intent" value="pay" />
              <input type="hidden" name="rmaId" value={rma.id} />
              <Button submit variant="primary" loading={fetcher.state !== "idle"}>
                {t("door.cases.pay", { name })}
              </Button>
            </fetcher.Form>
          ) : (
            <Text as="p" tone="subdued">
              {t("rma.steps.roleMissing", { step: t("door.cases.pay", { name }) })}
            </Text>
          )}
        </InlineStack>
      </Card>
    </BlockStack>
  );
}
