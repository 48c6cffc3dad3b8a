import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Box, Link } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { Page } from "~/components/page";
import { PageText } from "~/components/page-text";
import { PolicyEditor } from "~/components/policy-editor";
import { FIELDS_OF, subjectOf, SUBJECTS } from "~/components/policy-fields";
import { Reclassify } from "~/components/reclassify";
import { WarningList } from "~/components/warning-list";
import { db } from "~/db.server";
import { countProducts } from "~/db/pages/products-page.server";
import { staffNames } from "~/db/staff-repository.server";
import { mayDo } from "~/domain/people/roles";
import { contradictionsOf } from "~/domain/policy/contradictions";
import { changedSettings, type SettingsPatch } from "~/domain/policy/settings-diff";
import { authenticateAdmin } from "~/shopify.server";
import { readPolicyDesk, savePolicyDraft } from "~/workflows/policy-desk.server";
import { staffStanding } from "~/workflows/require-role.server";

const params = z.object({ subject: z.enum(SUBJECTS) });

/** The settings of one subject, as the draft has them and as they are in force. */
export async function loader({ request, params: raw }: LoaderFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const parsed = params.safeParse(raw);
  if (!parsed.success) throw Response.json({ error: "page-not-found" }, { status: 404 });
  const { subject } = parsed.data;
  const [{ published, draft }, standing, products] = await Promise.all([
    readPolicyDesk(db, shop),
    staffStanding(db, { shop, userId }),
    subject === "electronic" ? countProducts(db, shop) : null,
  ]);
  return {
    subject,
    products: products === null ? null : products.electronic + products.returnable,
    draft: { revision: draft.revision, settings: draft.settings },
    published: published.settings,
    waits: changedSettings(published.settings, draft.settings).length > 0,
    warnings: contradictionsOf(draft.settings).filter(({ path }) => subjectOf(path) === subject),
    mayChange: mayDo(standing.role, standing.anyRolesGiven, "change-policy"),
  };
}

const LONGEST_FORM = 1_000_000;
const form = z.object({
  intent: z.literal("save-draft"),
  base: z.coerce.number().int().min(0),
  change: z.string().max(LONGEST_FORM),
});

/** Keeps a change in the draft. Each refusal names its path; who was overtaken is shown the other's change. */
export async function action({ request }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const input = form.safeParse(Object.fromEntries(await request.formData()));
  if (!input.success) return data({ errors: [{ path: "", code: "invalid-request" }] }, { status: 400 });
  const { base } = input.data;
  const saved = await savePolicyDraft(db, { shop, userId, base, change: jsonOf(input.data.change), at: new Date() });
  if (saved.ok) return data({ saved: saved.value });
  switch (saved.error.code) {
    case "refused":
      return data({ errors: [...saved.error.errors] }, { status: 422 });
    case "role-required":
      return data({ errors: [{ path: "", code: saved.error.code }] }, { status: 403 });
    case "stale-draft": {
      const { revision, settings, by } = saved.error.draft;
      const name = (await staffNames(db, shop)).get(by ?? "") ?? null;
      return data({ conflict: { name, revision, settings } }, { status: 409 });
    }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export default function PolicySubjectPage() {
  const { subject, products, draft, published, waits, warnings, mayChange } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page
      title={t(`policy.subject.${subject}.title`)}
      subtitle={t(`policy.subject.${subject}.text`)}
      backAction={{ content: t("policy.back"), url: "/app/policy" }}
    >
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          {subject === "electronic" ? <PageText>{t("policy.group.electronicHelp")}</PageText> : null}
          {mayChange ? null : <PageText tone="subdued">{t("policy.lookOnly")}</PageText>}
          {waits ? (
            <Banner tone="info">
              <p>
                {t("policy.draft.waits")} <Link url="/app/policy">{t("policy.draft.see")}</Link>
              </p>
            </Banner>
          ) : null}
          <WarningList warnings={warnings} />
          <PolicyEditor
            key={subject}
            fields={FIELDS_OF[subject]}
            draft={draft}
            published={published}
            warnings={warnings}
            mayChange={mayChange}
            {...(products === null
              ? {}
              : { aside: (patch: SettingsPatch) => <Reclassify patch={patch} total={products} /> })}
          />
        </BlockStack>
      </Box>
    </Page>
  );
}
