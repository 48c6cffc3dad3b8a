import "@shopify/ui-extensions/preact";
import type {} from "@shopify/ui-extensions/customer-account.order.action.menu-item.render";
import { render } from "preact";
import { t } from "./reader.ts";

/** Without an address of its own, the button opens the action of the same extension. */
export default () => render(<s-button>{t("menu")}</s-button>, document.body);
