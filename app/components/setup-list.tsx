import { useFetcher } from "@remix-run/react";
import { Badge, Banner, BlockStack, Button, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { UNCLEAR_PRODUCTS } from "./paths";

interface Step {
  name: string;
  state: "known" | "confirmed" | "open";
}

interface Props {
  steps: readonly Step[];
  unknownProducts: number;
}

const LINKS: Readonly<Record<string, string>> = {
  policy: "/app/policy",
  classes: UNCLEAR_PRODUCTS,
  extension: "shopify://admin/settings/checkout",
  "self-service": "shopify://admin/settings/customer_accounts",
  notifications: "/app/policy",
};

/** Steps that a person's word can settle: nobody else can look there. */
const CONFIRMABLE: ReadonlySet<string> = new Set(["policy", "extension", "self-service"]);

/** The first-run checklist: what is done, by what is known of it, and where to do the rest. */
export function SetupList({ steps, unknownProducts }: Props) {
  const { t } = useTranslation();
  const permissions = usePermissions();
  const states = [...steps.map(({ state }) => state), permissions.state];
  const done = states.filter((state) => state === "known" || state === "confirmed").length;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("setup.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("setup.progress", { done, total: states.length })}
          </Text>
        </BlockStack>
        <ol className="rma-list rma-stack">
          {steps.map((step) => (
            <StepLine key={step.name} step={step} unknownProducts={unknownProducts} />
          ))}
          <Permissions {...permissions} />
        </ol>
      </BlockStack>
    </Card>
  );
}

function StepLine({ step: { name, state }, unknownProducts }: { step: Step; unknownProducts: number }) {
  const { t } = useTranslation();
  const link = LINKS[name] ?? "/app";
  const text = name === "classes" && unknownProducts > 0 ? "unclear" : "text";
  return (
    <li>
      <BlockStack gap="100">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h3" variant="headingSm">
            {t(`setup.${name}.title`)}
          </Text>
          <Badge tone={state === "open" ? "attention" : "success"}>{t(`setup.state.${state}`)}</Badge>
        </InlineStack>
        <Text as="p">{t(`setup.${name}.${text}`, { count: unknownProducts })}</Text>
        <InlineStack gap="300" blockAlign="center">
          <Link url={link} {...(link.startsWith("shopify:") ? { target: "_top" as const } : {})}>
            {t(`setup.${name}.link`)}
          </Link>
          {CONFIRMABLE.has(name) && state !== "known" ? (
            <Confirm step={name} isConfirmed={state === "confirmed"} />
          ) : null}
        </InlineStack>
      </BlockStack>
    </li>
  );
}

function Confirm({ step, isConfirmed }: { step: string; isConfirmed: boolean }) {
  const { t } = useTranslation();
  const fetcher = useFetcher();
  const label = t(isConfirmed ? "setup.takeBack" : "setup.confirm");
  return (
    <fetcher.Form method="post" action="/app/setup">
      <input type="hidden" name="step" value={step} />
      <input type="hidden" name="done" value={isConfirmed ? "no" : "yes"} />
      <Button
        submit
        variant="tertiary"
        loading={fetcher.state !== "idle"}
        accessibilityLabel={`${label}: ${t(`setup.${step}.title`)}`}
      >
        {label}
      </Button>
    </fetcher.Form>
  );
}

interface Granted {
  state: "asking" | "unknown" | "known" | "open";
  missing: readonly string[];
}

/** What Shopify says the shop has granted, asked when the list is on screen: the page itself does not wait for it. */
function usePermissions(): Granted {
  const { load, data } = useFetcher<{ missing: string[] | null }>();
  useEffect(() => load("/app/setup"), [load]);
  if (data === undefined) return { state: "asking", missing: [] };
  if (data.missing === null) return { state: "unknown", missing: [] };
  return { state: data.missing.length === 0 ? "known" : "open", missing: data.missing };
}

function Permissions({ state, missing }: Granted) {
  const { t } = useTranslation();
  return (
    <li aria-live="polite">
      <BlockStack gap="100">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h3" variant="headingSm">
            {t("setup.permissions.title")}
          </Text>
          <Badge tone={state === "known" ? "success" : "attention"}>{t(`setup.state.${state}`)}</Badge>
        </InlineStack>
        <Text as="p">{t("setup.permissions.text")}</Text>
        {missing.length > 0 ? (
          <Banner tone="warning">{t("setup.permissions.missing", { scopes: missing.join(", ") })}</Banner>
        ) : null}
      </BlockStack>
    </li>
  );
}
