import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Box } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ChecklistForm } from "~/components/checklist-form";
import { Page } from "~/components/page";
import { PageText } from "~/components/page-text";
import { db } from "~/db.server";
import { findChecklists } from "~/db/checklist-repository.server";
import { mayDo } from "~/domain/people/roles";
import { PRODUCT_CLASSES } from "~/domain/policy/order-snapshot";
import { answerOf } from "~/form-answer";
import { authenticateAdmin } from "~/shopify.server";
import { editChecklist } from "~/workflows/edit-checklist.server";
import { staffStanding } from "~/workflows/require-role.server";

/** What technicians go through on the phone, for each class of products. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const [lists, { role, anyRolesGiven }] = await Promise.all([
    findChecklists(db, shop),
    staffStanding(db, { shop, userId }),
  ]);
  const written = new Map(
    lists.map(({ productClass, updatedAt, ...list }) => [
      productClass,
      { ...list, updatedAt: updatedAt.toISOString() },
    ]),
  );
  return {
    checklists: PRODUCT_CLASSES.map((productClass) => ({ productClass, written: written.get(productClass) ?? null })),
    mayEdit: mayDo(role, anyRolesGiven, "edit-checklist"),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const input = Object.fromEntries(await request.formData());
  const { status, body } = answerOf(await editChecklist({ shop, userId, input, at: new Date() }));
  return data(body, { status });
}

export default function ChecklistsPage() {
  const { checklists, mayEdit } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page title={t("checklists.title")} backAction={{ content: t("claims.title"), url: "/app/claims" }}>
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <PageText tone="subdued">{t("checklists.intro")}</PageText>
          {checklists.map(({ productClass, written }) => (
            <ChecklistForm key={productClass} productClass={productClass} written={written} mayEdit={mayEdit} />
          ))}
        </BlockStack>
      </Box>
    </Page>
  );
}
