import { Badge, BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Moment } from "./dates-and-money";
import { Facts } from "./facts";
import { MailReason, MailStateBadge } from "./mail-state";
import { usePerson } from "./people";
import { PhotoList } from "./photos";
import type { CaseLine } from "./rma-case";

interface Item {
  sku: string | null;
  quantity: number;
}

interface ParcelRecord {
  id: string;
  decision: string;
  codes: readonly string[];
  prepaid: boolean;
  chargesDue: boolean;
  invoiceCopy: boolean;
  tracking: string | null;
  contents: readonly Item[];
  taken: readonly (Item & { rmaId: string })[];
  photoIds: readonly string[];
  by: string;
  arrivedAt: string;
  completedAt: string | null;
}

/** Records of one kind, under their heading; nothing where there are none. */
export function Records({ title, children }: { title: string; children: readonly ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        <ul className="rma-list rma-stack">{children}</ul>
      </BlockStack>
    </Card>
  );
}

const itemsText = (items: readonly Item[]): string | null =>
  items.length === 0 ? null : items.map(({ sku, quantity }) => `${quantity} × ${sku ?? "–"}`).join(", ");

const DOCK_TONE: Readonly<Record<string, "success" | "warning" | "critical">> = {
  accepted: "success",
  held: "warning",
  refused: "critical",
};

/** What the dock decided, in a word. */
export function DockBadge({ decision }: { decision: string }) {
  const { t } = useTranslation();
  const tone = DOCK_TONE[decision];
  return <Badge {...(tone === undefined ? {} : { tone })}>{t(`dock.decision.${decision}`)}</Badge>;
}

/** What arrived for a case, and what the dock made of it (R37, R38). */
export function RmaParcels({ parcels, rmaId }: { parcels: readonly ParcelRecord[]; rmaId: string }) {
  const { t } = useTranslation();
  const person = usePerson();
  const yesNo = (is: boolean) => t(is ? "rma.parcels.yes" : "rma.parcels.no");
  return (
    <Records title={t("rma.parcels.title")}>
      {parcels.map((parcel) => (
        <li key={parcel.id}>
          <BlockStack gap="200">
            <InlineStack gap="200" align="space-between" blockAlign="center">
              <Text as="span" fontWeight="semibold">
                <Moment at={parcel.arrivedAt} />
              </Text>
              <DockBadge decision={parcel.decision} />
            </InlineStack>
            <DockCodes codes={parcel.codes} />
            <Facts
              facts={[
                [t("rma.parcels.by"), person(parcel.by)],
                [t("rma.parcels.contents"), itemsText(parcel.contents)],
                [t("rma.parcels.taken"), itemsText(parcel.taken.filter((units) => units.rmaId === rmaId))],
                [t("rma.parcels.tracking"), parcel.tracking],
                [t("rma.parcels.prepaid"), yesNo(parcel.prepaid)],
                [t("rma.parcels.charges"), parcel.chargesDue ? t("rma.parcels.yes") : null],
                [t("rma.parcels.copy"), t(parcel.invoiceCopy ? "rma.parcels.yes" : "rma.parcels.missing")],
                [t("rma.parcels.completed"), parcel.completedAt === null ? null : <Moment at={parcel.completedAt} />],
              ]}
            />
            <PhotoList photoIds={parcel.photoIds} />
          </BlockStack>
        </li>
      ))}
    </Records>
  );
}

/** Why the dock decided so, each reason in words. */
export function DockCodes({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation();
  if (codes.length === 0) return null;
  return (
    <ul className="rma-list">
      {codes.map((code) => (
        <li key={code}>
          <Text as="span">{t(`dock.code.${code}`)}</Text>
        </li>
      ))}
    </ul>
  );
}

interface InspectionRecord {
  id: string;
  lineId: string;
  quantity: number;
  result: string;
  condition: string | null;
  restock: boolean;
  faultDenied: boolean;
  restocked: number;
  note: string | null;
  photoIds: readonly string[];
  by: string;
  at: string;
}

interface InspectionsProps {
  inspections: readonly InspectionRecord[];
  lines: readonly CaseLine[];
}

/** What was found of the units that arrived (R39). */
export function RmaInspections({ inspections, lines }: InspectionsProps) {
  const { t } = useTranslation();
  const person = usePerson();
  const nameOf = (lineId: string) => {
    const line = lines.find((one) => one.lineId === lineId);
    return line?.sku ?? line?.title ?? "–";
  };
  const shelfOf = ({ restock, restocked }: InspectionRecord) =>
    restocked > 0
      ? t("rma.inspections.restocked", { count: restocked })
      : restock
        ? t("rma.inspections.restockLater")
        : null;
  return (
    <Records title={t("rma.inspections.title")}>
      {inspections.map((found) => (
        <li key={found.id}>
          <BlockStack gap="200">
            <Text as="p" fontWeight="semibold">
              {itemsText([{ sku: nameOf(found.lineId), quantity: found.quantity }])}
              {" · "}
              {t(`inspection.result.${found.result}`)}
              {found.faultDenied ? ` · ${t("details.faultDenied")}` : ""}
            </Text>
            <Facts
              facts={[
                [
                  t("inspection.conditionLabel"),
                  found.condition === null ? null : t(`inspection.condition.${found.condition}`),
                ],
                [t("rma.inspections.restock"), shelfOf(found)],
                [t("inspection.note"), found.note],
                [t("rma.parcels.by"), person(found.by)],
                [t("rma.refunds.at"), <Moment at={found.at} />],
              ]}
            />
            <PhotoList photoIds={found.photoIds} />
          </BlockStack>
        </li>
      ))}
    </Records>
  );
}

interface MailRecord {
  id: string;
  kind: string;
  state: string;
  /** `smtp`, or `outbox` where no mail server is set up. */
  sentBy: string | null;
  /** How often it was tried, and why the last try came to nothing. */
  tries: number;
  lastError: string | null;
  createdAt: string;
}

/** What the customer was or will be told, and what hinders it. */
export function RmaMails({ mails }: { mails: readonly MailRecord[] }) {
  const { t } = useTranslation();
  return (
    <Records title={t("rma.mails.title")}>
      {mails.map(({ id, kind, state, sentBy, tries, lastError, createdAt }) => (
        <li key={id}>
          <InlineStack gap="200" align="space-between" blockAlign="center">
            <BlockStack>
              <Link url={`/app/mails/${id}`}>{t(`mails.kind.${kind}`)}</Link>
              <Text as="span" variant="bodySm" tone="subdued">
                <Moment at={createdAt} />
                {tries > 1 ? ` · ${t("rma.mails.tries", { count: tries })}` : null}
              </Text>
              {lastError === null ? null : (
                <Text as="span" variant="bodySm">
                  <MailReason code={lastError} />
                </Text>
              )}
            </BlockStack>
            <MailStateBadge state={state} sentBy={sentBy} />
          </InlineStack>
        </li>
      ))}
    </Records>
  );
}
