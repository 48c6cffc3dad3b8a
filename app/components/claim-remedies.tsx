import { useFetcher } from "@remix-run/react";
import {
  Badge,
  Banner,
  BlockStack,
  Button,
  Card,
  InlineStack,
  Link,
  Select,
  Text,
  TextField,
  type BannerHandles,
} from "@shopify/polaris";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { formatAmount } from "~/domain/money";
import { REMEDIES } from "~/domain/rma/remedy";
import { Money, Moment } from "./dates-and-money";
import { Facts } from "./facts";
import { useFocusOn } from "./focus";
import { orderPath } from "./paths";
import { usePerson } from "./people";
import { Records } from "./rma-records";

interface Remedy {
  sequence: number;
  choice: string;
  state: string;
  units: number;
  tracking: string | null;
  costMinor: number | null;
  orderId: string | null;
  orderName: string | null;
  by: string;
  chosenAt: string;
  doneAt: string | null;
}

/** What was chosen for accepted units (R33), and what came of it. */
export function ClaimRemedies({ remedies, currency }: { remedies: readonly Remedy[]; currency: string }) {
  const { t } = useTranslation();
  const person = usePerson();
  return (
    <Records title={t("claims.remedy.records")}>
      {remedies.map((remedy) => (
        <li key={remedy.sequence}>
          <BlockStack gap="200">
            <InlineStack gap="200" align="space-between" blockAlign="center">
              <Text as="span" fontWeight="semibold">
                {t(`claims.remedy.${remedy.choice}`)} · {t("order.quantity", { count: remedy.units })}
              </Text>
              <Badge tone={remedy.state === "done" ? "success" : "attention"}>
                {t(`claims.remedyState.${remedy.state}`)}
              </Badge>
            </InlineStack>
            <Facts
              facts={[
                [t("rma.parcels.by"), person(remedy.by)],
                [t("claims.remedy.chosen"), <Moment at={remedy.chosenAt} />],
                [t("claims.remedy.doneAt"), remedy.doneAt === null ? null : <Moment at={remedy.doneAt} />],
                [t("claims.remedy.tracking"), remedy.tracking],
                [
                  t("claims.remedy.order"),
                  remedy.orderId === null ? null : <Link url={orderPath(remedy.orderId)}>{remedy.orderName}</Link>,
                ],
                [
                  t("claims.remedy.cost"),
                  remedy.costMinor === null ? null : (
                    <Money amount={formatAmount(remedy.costMinor, currency)} currency={currency} />
                  ),
                ],
              ]}
            />
          </BlockStack>
        </li>
      ))}
    </Records>
  );
}

interface Answer {
  status?: string;
  error?: string;
}

interface RemedyFormProps {
  units: number;
  currency: string;
  /** A unit that was bought elsewhere was never paid to us: no credit (R36). */
  isBoughtHere: boolean;
}

/** The merchant chooses what becomes of accepted units (R33). */
export function RemedyForm({ units, currency, isBoughtHere }: RemedyFormProps) {
  const { t } = useTranslation();
  const fetcher = useFetcher<Answer>();
  const banner = useFocusOn<BannerHandles>(fetcher.data);
  const [choose, setChoose] = useState<string>("repair");
  const [tracking, setTracking] = useState("");
  const [cost, setCost] = useState("");
  const choices = REMEDIES.filter((remedy) => remedy !== "credit" || isBoughtHere);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const form = {
      intent: "remedy",
      choose,
      tracking: choose === "repair" ? tracking : "",
      cost: cost.replace(",", "."),
    };
    fetcher.submit(form, { method: "post" });
  };
  return (
    <Card>
      <form onSubmit={send}>
        <BlockStack gap="400">
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              {t("claims.remedy.title")}
            </Text>
            <Text as="p" tone="subdued">
              {t("claims.remedy.help", { count: units })}
            </Text>
          </BlockStack>
          {fetcher.data?.error === undefined ? null : (
            <Banner ref={banner} tone="critical">
              {t(`rmaError.${fetcher.data.error}`)}
            </Banner>
          )}
          <Select
            label={t("claims.remedy.choose")}
            helpText={t(`claims.remedyHelp.${choose}`)}
            options={choices.map((value) => ({ value, label: t(`claims.remedy.${value}`) }))}
            value={choose}
            onChange={setChoose}
          />
          {choose === "repair" ? (
            <TextField
              label={t("claims.remedy.tracking")}
              helpText={t("claims.remedy.trackingHelp")}
              value={tracking}
              onChange={setTracking}
              autoComplete="off"
              maxLength={100}
            />
          ) : null}
          {choose === "credit" ? null : (
            <TextField
              label={t("claims.remedy.cost")}
              helpText={t(`claims.remedy.costHelp.${choose}`)}
              inputMode="decimal"
              suffix={currency}
              value={cost}
              onChange={setCost}
              autoComplete="off"
              maxLength={20}
            />
          )}
          <InlineStack>
            <Button submit variant="primary" loading={fetcher.state !== "idle"}>
              {t("claims.remedy.save")}
            </Button>
          </InlineStack>
        </BlockStack>
      </form>
    </Card>
  );
}

/** The carrier's number of a repaired part that went back without one. */
export function TrackRepairForm() {
  const { t } = useTranslation();
  const fetcher = useFetcher<Answer>();
  const [tracking, setTracking] = useState("");
  return (
    <Card>
      <fetcher.Form method="post">
        <input type="hidden" name="intent" value="track-repair" />
        <BlockStack gap="300">
          <TextField
            label={t("claims.remedy.tracking")}
            helpText={t("claims.remedy.trackLater")}
            name="tracking"
            value={tracking}
            onChange={setTracking}
            autoComplete="off"
            maxLength={100}
          />
          <InlineStack>
            <Button submit disabled={tracking.trim() === ""} loading={fetcher.state !== "idle"}>
              {t("claims.remedy.track")}
            </Button>
          </InlineStack>
        </BlockStack>
      </fetcher.Form>
    </Card>
  );
}
