import type { LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Badge, BlockStack, Box, Button, Card, InlineStack, Select, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { ChangeList } from "~/components/change-card";
import { Moment } from "~/components/dates-and-money";
import { DownloadButton } from "~/components/download-button";
import { Page } from "~/components/page";
import { PageText } from "~/components/page-text";
import { db } from "~/db.server";
import { listPolicies } from "~/db/policy-repository.server";
import { staffNames } from "~/db/staff-repository.server";
import { changedSettings } from "~/domain/policy/settings-diff";
import { authenticateAdmin } from "~/shopify.server";

// An address that a person edited compares the newest two rather than failing.
const version = z.coerce.number().int().positive().nullable().catch(null);

/** Every version that was ever in force (R2), and what differs between two of them. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const [policies, names] = await Promise.all([listPolicies(db, shop), staffNames(db, shop)]);
  const params = new URL(request.url).searchParams;
  const named = (name: string) => {
    const wanted = version.parse(params.get(name));
    return policies.find((policy) => policy.version === wanted);
  };
  const to = named("to") ?? policies[0];
  const from = named("from") ?? policies[1];
  return {
    versions: policies.map(({ version: number, effectiveAt, publishedBy }) => ({
      version: number,
      effectiveAt: effectiveAt.toISOString(),
      isByApp: publishedBy === "app",
      name: names.get(publishedBy) ?? null,
    })),
    compared:
      from === undefined || to === undefined
        ? null
        : { from: from.version, to: to.version, changes: changedSettings(from.settings, to.settings) },
  };
}

export default function PolicyHistoryPage() {
  const { versions, compared } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page
      title={t("policy.history.title")}
      subtitle={t("policy.history.intro")}
      backAction={{ content: t("policy.back"), url: "/app/policy" }}
    >
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          {compared === null ? (
            <PageText tone="subdued">{t("policy.history.one")}</PageText>
          ) : (
            <Comparison key={`${compared.from}/${compared.to}`} compared={compared} count={versions.length} />
          )}
          <Card padding="0">
            <ul className="rma-list">
              {versions.map((row, index) => (
                <VersionRow key={row.version} row={row} isCurrent={index === 0} />
              ))}
            </ul>
          </Card>
        </BlockStack>
      </Box>
    </Page>
  );
}

interface ComparisonProps {
  compared: { from: number; to: number; changes: Parameters<typeof ChangeList>[0]["changes"] };
  count: number;
}

function Comparison({ compared, count }: ComparisonProps) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(String(compared.from));
  const [to, setTo] = useState(String(compared.to));
  const options = Array.from({ length: count }, (_, index) => {
    const value = String(count - index);
    return { value, label: t("policy.version", { version: value }) };
  });
  return (
    <Card>
      <BlockStack gap="300">
        <Form method="get" className="rma-filters">
          <Select label={t("policy.history.from")} name="from" options={options} value={from} onChange={setFrom} />
          <Select label={t("policy.history.to")} name="to" options={options} value={to} onChange={setTo} />
          <InlineStack>
            <Button submit>{t("policy.history.compare")}</Button>
          </InlineStack>
        </Form>
        <Text as="h2" variant="headingMd">
          {t("policy.history.differences", compared)}
        </Text>
        {compared.changes.length === 0 ? (
          <Text as="p">{t("policy.history.none")}</Text>
        ) : (
          <ChangeList changes={compared.changes} />
        )}
      </BlockStack>
    </Card>
  );
}

interface VersionRowProps {
  row: { version: number; effectiveAt: string; isByApp: boolean; name: string | null };
  isCurrent: boolean;
}

function VersionRow({ row: { version: number, effectiveAt, isByApp, name }, isCurrent }: VersionRowProps) {
  const { t } = useTranslation();
  const who = isByApp ? t("policy.history.app") : (name ?? t("policy.conflict.someone"));
  return (
    <li className="rma-row">
      <BlockStack gap="050">
        <InlineStack gap="200">
          <Text as="h3" variant="headingSm">
            {t("policy.version", { version: number })}
          </Text>
          {isCurrent ? <Badge tone="success">{t("policy.history.current")}</Badge> : null}
        </InlineStack>
        <Text as="p" tone="subdued">
          <Moment at={effectiveAt} /> {t("policy.history.by", { name: who })}
        </Text>
      </BlockStack>
      <DownloadButton
        path={`/app/policy/export?version=${number}`}
        fileName={`policy-version-${number}.json`}
        label={t("policy.history.export")}
        accessibilityLabel={t("policy.history.exportLabel", { version: number })}
      />
    </li>
  );
}
