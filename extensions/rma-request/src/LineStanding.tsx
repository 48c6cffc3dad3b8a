import "@shopify/ui-extensions/preact";
import type { Api } from "@shopify/ui-extensions/customer-account.order-status.cart-line-item.render-after";
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { fetchOrder, type Bilingual } from "./app-api.ts";
import { inLanguage } from "./reader.ts";
import { standingInMetafield } from "./standing-in-metafield.ts";

declare const shopify: Api;

export default () => render(<LineStanding />, document.body);

/**
 * What the policy says of this item. The order's metafield says it without a request; the app is asked only where the page
 * names the item by something else than its line.
 */
function LineStanding() {
  const flag = shopify.appMetafields.value.find(
    ({ target, metafield }) => target.type === "order" && metafield.key === "policy",
  );
  const known = standingInMetafield(flag?.metafield.value, shopify.target.value.id);
  const asked = useStandingFromApp(known === null && flag !== undefined);
  const text = known ?? asked;
  return text && <s-text color="subdued">{inLanguage(text)}</s-text>;
}

function useStandingFromApp(isWanted: boolean): Bilingual | null {
  const [text, setText] = useState<Bilingual | null>(null);
  const orderId = shopify.order.value?.id;
  const variantId = shopify.target.value.merchandise.id;
  const mayAsk = isWanted && shopify.authenticationState.value === "fully_authenticated";
  useEffect(() => {
    if (!mayAsk || orderId === undefined) return;
    const show = ({ lines }: Awaited<ReturnType<typeof fetchOrder>>) =>
      setText(lines.find((line) => line.variantId === variantId)?.text ?? null);
    // Nothing is said rather than something false: the order page stands without us.
    fetchOrder(orderId).then(show, () => undefined);
  }, [mayAsk, orderId, variantId]);
  return text;
}
