import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { answerOf, jsonOf } from "~/rma-actions.server";
import { authenticateAdmin } from "~/shopify.server";
import { receiveParcel } from "~/workflows/receive-parcel.server";

export async function loader({ request }: LoaderFunctionArgs) {
  await authenticateAdmin(request);
  return {};
}

/** A parcel arrived: accept, hold or refuse (R37). */
export async function action({ request }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const form = await request.formData();
  const input = jsonOf(String(form.get("parcel") ?? ""));
  const { status, body } = answerOf(await receiveParcel({ shop, userId, input, at: new Date() }));
  return data(body, { status });
}

export default function DockPage() {
  const { t } = useTranslation();
  return <Page title={t("nav.home")} />;
}
