import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Box, Layout, type BannerHandles } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { Moment } from "~/components/dates-and-money";
import { useFocusOn } from "~/components/focus";
import { Page } from "~/components/page";
import { PageText } from "~/components/page-text";
import { DraftCard } from "~/components/policy-draft-card";
import type { SettingError } from "~/components/policy-form";
import { PolicyPages } from "~/components/policy-pages";
import { PolicyTextCard } from "~/components/policy-text-card";
import { WarningList } from "~/components/warning-list";
import { db } from "~/db.server";
import { staffNames } from "~/db/staff-repository.server";
import { mayDo } from "~/domain/people/roles";
import { contradictionsOf } from "~/domain/policy/contradictions";
import { changedSettings } from "~/domain/policy/settings-diff";
import { StaleWrite } from "~/errors";
import { authenticateAdmin } from "~/shopify.server";
import { policyTexts } from "~/texts/policy-text";
import { discardPolicyDraft, readPolicyDesk } from "~/workflows/policy-desk.server";
import { publishDraft, publishPolicy } from "~/workflows/publish-policy.server";
import { staffStanding, type StaffCaller } from "~/workflows/require-role.server";

/** What judges orders placed now, what the draft would change of it, and the policy in words. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const [{ published, draft }, standing, names] = await Promise.all([
    readPolicyDesk(db, shop),
    staffStanding(db, { shop, userId }),
    staffNames(db, shop),
  ]);
  return {
    version: published.version,
    effectiveAt: published.effectiveAt.toISOString(),
    draft: {
      revision: draft.revision,
      changes: changedSettings(published.settings, draft.settings),
      at: draft.at?.toISOString() ?? null,
      name: names.get(draft.by ?? "") ?? null,
    },
    warnings: contradictionsOf(draft.settings),
    text: { en: policyTexts(draft.settings, "en"), fr: policyTexts(draft.settings, "fr") },
    mayChange: mayDo(standing.role, standing.anyRolesGiven, "change-policy"),
  };
}

const LONGEST_FORM = 1_000_000;
const revision = z.coerce.number().int().min(0);
const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("publish"), settings: z.string().max(LONGEST_FORM) }),
  z.object({ intent: z.literal("publish-draft"), revision, version: z.coerce.number().int() }),
  z.object({ intent: z.literal("discard-draft"), revision }),
]);

/** Publishes a version (R2): any part of the settings, or the draft as it was seen. A refusal stores nothing. */
export async function action({ request }: ActionFunctionArgs) {
  const caller = await authenticateAdmin(request);
  const input = form.safeParse(Object.fromEntries(await request.formData()));
  if (!input.success) return refused([{ path: "", code: "invalid-request" }]);
  try {
    return await carryOut(caller, input.data);
  } catch (error) {
    if (error instanceof StaleWrite) return refused([{ path: "", code: error.code }]);
    throw error;
  }
}

async function carryOut(caller: StaffCaller, input: z.output<typeof form>) {
  const at = new Date();
  switch (input.intent) {
    case "publish": {
      const settings = jsonOf(input.settings);
      if (settings === undefined) return refused([{ path: "settings", code: "not-json" }]);
      const published = await publishPolicy({ ...caller, settings, at });
      return published.ok ? data(published.value) : refused(published.error);
    }
    case "publish-draft": {
      const published = await publishDraft({ ...caller, revision: input.revision, version: input.version, at });
      return published.ok ? data(published.value) : refused([{ path: "", code: published.error.code }]);
    }
    case "discard-draft": {
      const discarded = await discardPolicyDraft(db, { ...caller, base: input.revision, at });
      return discarded.ok ? data({ discarded: true as const }) : refused([{ path: "", code: discarded.error.code }]);
    }
  }
}

const STATUS: Readonly<Record<string, number>> = {
  "invalid-request": 400,
  "role-required": 403,
  "stale-write": 409,
  "stale-draft": 409,
};

const refused = (errors: readonly SettingError[]) =>
  data({ errors: [...errors] }, { status: STATUS[errors[0]?.code ?? ""] ?? 422 });

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export default function PolicyPage() {
  const { version, effectiveAt, draft, warnings, text, mayChange } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const fetcher = useFetcher<typeof action>();
  const send = (intent: "publish-draft" | "discard-draft") =>
    fetcher.submit({ intent, revision: draft.revision, version }, { method: "post" });
  return (
    <Page title={t("policy.title")} subtitle={t("policy.intro")}>
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <Outcome answer={fetcher.data} />
          {mayChange ? null : <PageText tone="subdued">{t("policy.lookOnly")}</PageText>}
          <DraftCard
            title={t("policy.inForce", { version })}
            draft={draft}
            nextVersion={version + 1}
            mayChange={mayChange}
            isBusy={fetcher.state !== "idle"}
            onPublish={() => send("publish-draft")}
            onDiscard={() => send("discard-draft")}
          >
            {t("policy.since")} <Moment at={effectiveAt} />
          </DraftCard>
          <WarningList warnings={warnings} />
          <Layout>
            <Layout.Section variant="oneHalf">
              <PolicyPages />
            </Layout.Section>
            <Layout.Section variant="oneHalf">
              <PolicyTextCard text={text} of={draft.changes.length > 0 ? "draft" : "published"} />
            </Layout.Section>
          </Layout>
        </BlockStack>
      </Box>
    </Page>
  );
}

type Answer = { version: number } | { discarded: true } | { errors: readonly SettingError[] };

/** What became of the last act, in view and aloud. */
function Outcome({ answer }: { answer: Answer | undefined }) {
  const { t } = useTranslation();
  const banner = useFocusOn<BannerHandles>(answer);
  if (answer === undefined) return null;
  if ("errors" in answer) {
    const code = answer.errors[0]?.code ?? "other";
    return (
      <Banner ref={banner} tone="critical">
        {t(`settingErrors.${code}`)}
      </Banner>
    );
  }
  return (
    <Banner ref={banner} tone="success">
      {"version" in answer ? t("policy.saved", { version: answer.version }) : t("policy.draft.discarded")}
    </Banner>
  );
}
