import "@shopify/ui-extensions/preact";
import type { Api } from "@shopify/ui-extensions/customer-account.order-status.cart-line-item.render-after";
import { render } from "preact";
import { inLanguage } from "./reader.ts";
import { standingInMetafield } from "./standing-in-metafield.ts";

declare const shopify: Api;

export default () => render(<LineStanding />, document.body);

/** What the policy says of this item, as the order's metafield has it: the page waits for no request of ours. */
function LineStanding() {
  const flag = shopify.appMetafields.value.find(
    ({ target, metafield }) => target.type === "order" && metafield.key === "policy",
  );
  const text = standingInMetafield(flag?.metafield.value, shopify.target.value);
  return text && <s-text color="subdued">{inLanguage(text)}</s-text>;
}
