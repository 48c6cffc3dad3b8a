import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Box, Button, Card } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DockVerdict, type DockAnswer } from "~/components/dock-answer";
import { DockBox, DockContents } from "~/components/dock-contents";
import { HeldParcels, TodaysParcels } from "~/components/dock-lists";
import { arrivalOf, EMPTY_PARCEL, type ParcelDraft } from "~/components/dock-parcel";
import { DockScan } from "~/components/dock-scan";
import { Page } from "~/components/page";
import { PageText } from "~/components/page-text";
import { db } from "~/db.server";
import { dockPage } from "~/db/pages/dock-page.server";
import { findShop } from "~/db/shop-repository.server";
import { addDays, calendarDateIn, endOfDay } from "~/domain/calendar-date";
import { answerOf, jsonOf } from "~/form-answer";
import { authenticateAdmin } from "~/shopify.server";
import { documentParcel } from "~/workflows/document-parcel.server";
import { receiveParcel } from "~/workflows/receive-parcel.server";

/** Today's parcels on the shop's calendar, and those that wait for their invoice copy. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const record = await findShop(db, shop);
  const timeZone = record?.timeZone ?? "UTC";
  const yesterday = addDays(calendarDateIn(new Date(), timeZone), -1);
  return dockPage(db, { shop, after: endOfDay(yesterday, timeZone) });
}

/** A parcel arrived: accept, hold or refuse (R37). One that was refused gets its photo and the carrier's number. */
export async function action({ request }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const form = await request.formData();
  const proof = form.get("proof");
  const input = jsonOf(String(proof ?? form.get("parcel") ?? ""));
  const carryOut = proof === null ? receiveParcel : documentParcel;
  const { status, body } = answerOf(await carryOut({ shop, userId, input, at: new Date() }));
  return data(body, { status });
}

export default function DockPage() {
  const { today, held } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  // Each parcel is a form of its own: what one left behind must not reach the next.
  const [parcel, setParcel] = useState(1);
  return (
    <Page title={t("dock.title")}>
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <PageText tone="subdued">{t("dock.intro")}</PageText>
          <Parcel key={parcel} onNext={() => setParcel(parcel + 1)} />
          <HeldParcels parcels={held} />
          <TodaysParcels parcels={today} />
        </BlockStack>
      </Box>
    </Page>
  );
}

const isAnswer = (answer: Partial<DockAnswer> | undefined): answer is DockAnswer => answer?.dock !== undefined;

/** One parcel, from its scan to what to do with it. */
function Parcel({ onNext }: { onNext: () => void }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<Partial<DockAnswer> & { error?: string }>();
  const [draft, setDraft] = useState<ParcelDraft>(EMPTY_PARCEL);
  const send = () => {
    if (fetcher.state !== "idle") return; // Enter that is pressed twice is one parcel.
    fetcher.submit({ parcel: JSON.stringify(arrivalOf(draft)) }, { method: "post", action: "/app/dock" });
  };
  if (isAnswer(fetcher.data)) return <DockVerdict answer={fetcher.data} onNext={onNext} />;
  const error = fetcher.data?.error;
  return (
    <Card>
      <BlockStack gap="500">
        {error === undefined ? null : (
          <Banner tone="critical">{t("dock.failed", { why: t(`rmaError.${error}`) })}</Banner>
        )}
        <DockScan draft={draft} onChange={setDraft} onSend={send} />
        <DockContents draft={draft} onChange={setDraft} />
        <DockBox draft={draft} onChange={setDraft} />
        <Button variant="primary" size="large" fullWidth onClick={send} loading={fetcher.state !== "idle"}>
          {t("dock.send")}
        </Button>
      </BlockStack>
    </Card>
  );
}
