import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { ClaimCalls } from "./claim-calls";
import { ClaimRemedies, RemedyForm, TrackRepairForm } from "./claim-remedies";
import { LogCallForm } from "./log-call-form";
import type { CaseHead } from "./rma-case";

/** What was logged and chosen; nothing of a case that is no claim. */
export function ClaimRecords({ claim, currency }: { claim: RecordedClaim | null; currency: string }) {
  if (claim === null) return null;
  return (
    <>
      <ClaimCalls calls={claim.calls} />
      <ClaimRemedies remedies={claim.remedies} currency={currency} />
    </>
  );
}

interface RecordedClaim {
  calls: ComponentProps<typeof ClaimCalls>["calls"];
  remedies: ComponentProps<typeof ClaimRemedies>["remedies"];
}

interface Claim {
  installed: boolean | null;
  steps: readonly string[] | null;
  productClass: string;
  calls: readonly { id: string }[];
  remedies: readonly { choice: string; tracking: string | null }[];
}

interface Props {
  rma: CaseHead;
  claim: Claim;
  phones: readonly string[];
  waiting: { unpaid: number };
  commands: readonly string[];
  /** What the person may do, by the role that they were given (R9). */
  may: { logCall: boolean; handOver: boolean; remedy: boolean };
}

/** The steps that only a warranty claim has: calls before the number, a remedy after the inspection (R32, R33). */
export function ClaimSteps({ rma, claim, phones, waiting, commands, may }: Props) {
  const mayCall = commands.includes("log-unresolved-call") && may.logCall;
  const repair = claim.remedies.findLast(({ choice }) => choice === "repair");
  return (
    <>
      {mayCall ? <LogCallForm key={claim.calls.length} {...claim} phones={phones} /> : null}
      {waiting.unpaid > 0 && may.remedy ? (
        <RemedyForm units={waiting.unpaid} currency={rma.currency} isBoughtHere={rma.orderId !== null} />
      ) : null}
      {repair !== undefined && repair.tracking === null && may.remedy ? <TrackRepairForm /> : null}
      {commands.includes("hand-over") && may.handOver ? <HandOver /> : null}
    </>
  );
}

/** A dealer or rider dealt with it himself (R36). */
function HandOver() {
  const { t } = useTranslation();
  const fetcher = useFetcher<{ error?: string }>();
  return (
    <Card>
      <fetcher.Form method="post">
        <input type="hidden" name="intent" value="hand-over" />
        <BlockStack gap="200">
          {fetcher.data?.error === undefined ? null : (
            <Banner tone="critical">{t(`rmaError.${fetcher.data.error}`)}</Banner>
          )}
          <InlineStack>
            <Button submit loading={fetcher.state !== "idle"}>
              {t("claims.handOver")}
            </Button>
          </InlineStack>
          <Text as="p" variant="bodySm" tone="subdued">
            {t("claims.handOverHelp")}
          </Text>
        </BlockStack>
      </fetcher.Form>
    </Card>
  );
}
