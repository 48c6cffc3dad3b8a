import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Box, Button, Card, InlineStack, Link, Text, type BannerHandles } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { DownloadButton } from "~/components/download-button";
import { useFocusOn } from "~/components/focus";
import { Page } from "~/components/page";
import { PolicyImport } from "~/components/policy-import";
import { Refusals, type SettingError } from "~/components/policy-form";
import { db } from "~/db.server";
import { mayDo } from "~/domain/people/roles";
import { PRESET_NAMES, withPreset, type PresetName } from "~/domain/policy/presets";
import { authenticateAdmin } from "~/shopify.server";
import { readPolicyDesk, savePolicyDraft } from "~/workflows/policy-desk.server";
import { staffStanding, type StaffCaller } from "~/workflows/require-role.server";

/** Which draft an import or a preset would replace. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const [{ draft, published }, standing] = await Promise.all([
    readPolicyDesk(db, shop),
    staffStanding(db, { shop, userId }),
  ]);
  return {
    revision: draft.revision,
    version: published.version,
    mayChange: mayDo(standing.role, standing.anyRolesGiven, "change-policy"),
  };
}

const LONGEST_FILE = 1_000_000;
const base = z.coerce.number().int().min(0);
const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("import"), base, settings: z.string().max(LONGEST_FILE) }),
  z.object({ intent: z.literal("preset"), base, name: z.enum(PRESET_NAMES) }),
]);

/** Takes a file or a preset over into the draft; each refusal names its path, and then nothing is changed. */
export async function action({ request }: ActionFunctionArgs) {
  const caller = await authenticateAdmin(request);
  const input = form.safeParse(Object.fromEntries(await request.formData()));
  if (!input.success) return refused([{ path: "", code: "invalid-request" }], 400);
  const change = await changeOf(caller, input.data);
  if (change === undefined) return refused([{ path: "", code: "not-json" }], 422);
  const saved = await savePolicyDraft(db, { ...caller, base: input.data.base, change, at: new Date() });
  if (saved.ok) return data({ revision: saved.value.revision });
  switch (saved.error.code) {
    case "refused":
      return refused(saved.error.errors, 422);
    case "role-required":
      return refused([{ path: "", code: saved.error.code }], 403);
    case "stale-draft":
      return refused([{ path: "", code: saved.error.code }], 409);
  }
}

const refused = (errors: readonly SettingError[], status: 400 | 403 | 409 | 422) =>
  data({ errors: [...errors] }, { status });

async function changeOf({ shop }: StaffCaller, input: z.output<typeof form>): Promise<unknown> {
  if (input.intent === "preset") return withPreset((await readPolicyDesk(db, shop)).draft.settings, input.name);
  try {
    return JSON.parse(input.settings);
  } catch {
    return undefined;
  }
}

const NO_ERRORS: readonly SettingError[] = [];

export default function PolicyExchangePage() {
  const { revision, version, mayChange } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const fetcher = useFetcher<typeof action>();
  const answer = fetcher.data;
  const send = (fields: Record<string, string>) =>
    fetcher.submit({ ...fields, base: String(revision) }, { method: "post" });
  const isBusy = fetcher.state !== "idle";
  return (
    <Page
      title={t("policy.exchange.title")}
      subtitle={t("policy.exchange.intro")}
      backAction={{ content: t("policy.back"), url: "/app/policy" }}
    >
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          {answer !== undefined && "revision" in answer ? <Taken revision={answer.revision} /> : null}
          <Refusals errors={answer !== undefined && "errors" in answer ? answer.errors : NO_ERRORS} fields={[]} />
          <Presets disabled={!mayChange || isBusy} onTake={(name) => send({ intent: "preset", name })} />
          <Card>
            <BlockStack gap="300">
              <Text as="h2" variant="headingMd">
                {t("policy.exchange.export")}
              </Text>
              <Text as="p">{t("policy.exchange.exportText")}</Text>
              <InlineStack>
                <DownloadButton
                  path="/app/policy/export"
                  fileName={`policy-version-${version}.json`}
                  label={t("policy.exchange.exportButton")}
                  accessibilityLabel={t("policy.exchange.exportButton")}
                />
              </InlineStack>
            </BlockStack>
          </Card>
          <PolicyImport
            disabled={!mayChange}
            isBusy={isBusy}
            onImport={(settings) => send({ intent: "import", settings })}
          />
        </BlockStack>
      </Box>
    </Page>
  );
}

function Taken({ revision }: { revision: number }) {
  const { t } = useTranslation();
  const banner = useFocusOn<BannerHandles>(revision);
  return (
    <Banner ref={banner} tone="success">
      <p>
        {t("policy.exchange.taken")} <Link url="/app/policy">{t("policy.draft.see")}</Link>
      </p>
    </Banner>
  );
}

function Presets({ disabled, onTake }: { disabled: boolean; onTake: (name: PresetName) => void }) {
  const { t } = useTranslation();
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="200">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("policy.exchange.presets")}
          </Text>
          <Text as="p" tone="subdued">
            {t("policy.exchange.presetKeeps")}
          </Text>
        </BlockStack>
      </Box>
      <ul className="rma-list">
        {PRESET_NAMES.map((name) => {
          const title = t(`policy.exchange.preset.${name}.title`);
          return (
            <li key={name} className="rma-row">
              <div className="rma-grow">
                <Text as="h3" variant="headingSm">
                  {title}
                </Text>
                <Text as="p">{t(`policy.exchange.preset.${name}.text`)}</Text>
              </div>
              <Button
                disabled={disabled}
                accessibilityLabel={t("policy.exchange.takeLabel", { name: title })}
                onClick={() => onTake(name)}
              >
                {t("policy.exchange.take")}
              </Button>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
