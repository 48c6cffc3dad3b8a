import type { LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Box, Card, Link, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "~/components/page";
import { PageText } from "~/components/page-text";
import { db } from "~/db.server";
import { permissionsPage } from "~/db/pages/permissions-page.server";
import { authenticateAdmin } from "~/shopify.server";

const THIRTY_DAYS_MS = 30 * 86_400_000;

/** What may be taken from staff in Shopify, and what can be seen of it: Shopify tells nobody's permissions (R20). */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  return permissionsPage(db, shop, new Date(Date.now() - THIRTY_DAYS_MS));
}

export default function PermissionsPage() {
  const { t } = useTranslation();
  return (
    <Page title={t("permissions.title")} backAction={{ content: t("people.title"), url: "/app/people" }}>
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <PageText>{t("permissions.intro")}</PageText>
          <Remove />
          <Card>
            <BlockStack gap="400">
              <Text as="h2" variant="headingMd">
                {t("permissions.check.title")}
              </Text>
              <Scopes />
              <Outside />
              <Inside />
              <Text as="p" tone="subdued">
                {t("permissions.check.unknown")}
              </Text>
            </BlockStack>
          </Card>
        </BlockStack>
      </Box>
    </Page>
  );
}

function Remove() {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("permissions.remove.title")}
        </Text>
        <Text as="p">{t("permissions.remove.text")}</Text>
        <ul>
          {(["refund", "return", "cancel"] as const).map((permission) => (
            <li key={permission}>{t(`permissions.remove.${permission}`)}</li>
          ))}
        </ul>
        <Text as="p" tone="subdued">
          {t("permissions.remove.keep")}
        </Text>
        <Link url="shopify://admin/settings/account" target="_top">
          {t("permissions.remove.link")}
        </Link>
      </BlockStack>
    </Card>
  );
}

/** Asked at Shopify when the page is open: the page itself does not wait for it. */
function Scopes() {
  const { t } = useTranslation();
  const { load, data } = useFetcher<{ missing: string[] | null }>();
  useEffect(() => load("/app/setup"), [load]);
  const missing = data?.missing;
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {t("permissions.check.scopes")}
      </Text>
      <div role="status">
        {missing === undefined ? t("permissions.check.scopesAsking") : null}
        {missing === null ? t("permissions.check.scopesUnknown") : null}
        {missing?.length === 0 ? t("permissions.check.scopesKnown") : null}
        {missing !== undefined && missing !== null && missing.length > 0 ? (
          <Banner tone="warning">{t("permissions.check.scopesMissing", { scopes: missing.join(", ") })}</Banner>
        ) : null}
      </div>
    </BlockStack>
  );
}

function Outside() {
  const { outside } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {t("permissions.check.outside")}
      </Text>
      <Text as="p">{t(outside.length === 0 ? "permissions.check.outsideNone" : "permissions.check.outsideSome")}</Text>
      <ul className="rma-list">
        {outside.map(({ userId, name, refunds }) => (
          <li key={userId ?? ""}>
            {t("permissions.check.outsideBy", { name: name ?? t("permissions.check.nobody"), count: refunds })}
          </li>
        ))}
      </ul>
    </BlockStack>
  );
}

function Inside() {
  const { inside, anyRolesGiven } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {t("permissions.check.roles")}
      </Text>
      {anyRolesGiven ? (
        <ul className="rma-list">
          {inside.map(({ userId, name }) => (
            <li key={userId}>{name}</li>
          ))}
        </ul>
      ) : (
        <Text as="p">{t("permissions.check.rolesNone")}</Text>
      )}
      <div>
        <Link url="/app/people">{t("permissions.check.rolesLink")}</Link>
      </div>
    </BlockStack>
  );
}
