import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { useTranslation } from "react-i18next";

/** Shopify opens the app's address with the shop's parameters; anyone else learns where the app is used. */
export function loader({ request }: LoaderFunctionArgs) {
  const { search, searchParams } = new URL(request.url);
  if (searchParams.has("shop")) return redirect(`/app${search}`);
  return null;
}

export default function StartPage() {
  const { t } = useTranslation();
  return (
    <main className="rma-plain">
      <h1>{t("app.name")}</h1>
      <p>{t("app.promise")}</p>
      <p>{t("app.openInShopify")}</p>
    </main>
  );
}
