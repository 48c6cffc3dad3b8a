import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Box, Page, type BannerHandles } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { Moment } from "~/components/dates-and-money";
import { useFocusOn } from "~/components/focus";
import { PolicyForm, type SettingError } from "~/components/policy-form";
import { PolicySummary } from "~/components/policy-summary";
import { db } from "~/db.server";
import { currentPolicy } from "~/db/policy-repository.server";
import { StaleWrite } from "~/errors";
import { authenticateAdmin } from "~/shopify.server";
import { publishPolicy } from "~/workflows/publish-policy.server";

/** The version of the policy that judges orders placed now. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticateAdmin(request);
  const { version, settings, effectiveAt } = await currentPolicy(db, shop);
  return { version, settings, effectiveAt: effectiveAt.toISOString() };
}

const NO_ERRORS: readonly SettingError[] = [];
const LONGEST_FORM = 1_000_000;
const form = z.object({ intent: z.literal("publish"), settings: z.string().max(LONGEST_FORM) });

/** Publishes a version (R2) from any part of the settings; each refusal names its path, and then nothing is stored. */
export async function action({ request }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const input = form.safeParse(Object.fromEntries(await request.formData()));
  if (!input.success) return refused([{ path: "", code: "invalid-request" }], 400);
  const settings = jsonOf(input.data.settings);
  if (settings === undefined) return refused([{ path: "settings", code: "not-json" }], 422);
  try {
    const published = await publishPolicy({ shop, userId, settings, at: new Date() });
    if (published.ok) return data({ version: published.value.version });
    const isForbidden = published.error.some(({ code }) => code === "role-required");
    return refused(published.error, isForbidden ? 403 : 422);
  } catch (error) {
    if (error instanceof StaleWrite) return refused([{ path: "", code: error.code }], 409);
    throw error;
  }
}

const refused = (errors: readonly SettingError[], status: 400 | 403 | 409 | 422) =>
  data({ errors: [...errors] }, { status });

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function Saved({ version }: { version: number }) {
  const { t } = useTranslation();
  const banner = useFocusOn<BannerHandles>(version);
  return (
    <Banner ref={banner} tone="success">
      {t("policy.saved", { version })}
    </Banner>
  );
}

export default function PolicyPage() {
  const { version, settings, effectiveAt } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const fetcher = useFetcher<typeof action>();
  const answer = fetcher.data;
  const errors = answer !== undefined && "errors" in answer ? answer.errors : NO_ERRORS;
  return (
    <Page title={t("policy.title")} subtitle={t("policy.intro")}>
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          {answer !== undefined && "version" in answer ? <Saved version={answer.version} /> : null}
          <PolicySummary settings={settings} title={t("policy.inForce", { version })}>
            {t("policy.since")} <Moment at={effectiveAt} />
          </PolicySummary>
          <PolicyForm
            key={version}
            settings={settings}
            errors={errors}
            isSaving={fetcher.state !== "idle"}
            onPublish={(patch) =>
              fetcher.submit({ intent: "publish", settings: JSON.stringify(patch) }, { method: "post" })
            }
          />
        </BlockStack>
      </Box>
    </Page>
  );
}
