import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { answerOf, jsonOf } from "~/form-answer";
import { authenticateAdmin } from "~/shopify.server";
import { registerClaim } from "~/workflows/register-claim.server";

export async function loader({ request }: LoaderFunctionArgs) {
  await authenticateAdmin(request);
  return {};
}

/** Staff register a claim for a unit that was bought elsewhere (R36). */
export async function action({ request }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const form = await request.formData();
  const input = jsonOf(String(form.get("claim") ?? ""));
  const { status, body } = answerOf(await registerClaim({ shop, userId, input, at: new Date() }));
  return data(body, { status });
}

export default function ClaimsPage() {
  const { t } = useTranslation();
  return <Page title={t("claims.title")} />;
}
