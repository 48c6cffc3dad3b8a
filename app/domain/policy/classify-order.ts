import { classifyLine, classifyProduct } from "./classify-product";
import type { LineFacts } from "./facts";
import type { Classification } from "./order-snapshot";
import type { PolicySettings } from "./policy-settings";

type ElectronicSettings = PolicySettings["electronic"];

/**
 * The class of every line, in their order (R3). A bundle is electronic if its own product says so or else if one
 * component is, and then all its lines are: it was sold as one thing. A component's own `false` says only that this
 * component does not make it so; the bundle's own `false` leaves every component to itself.
 */
export function classifyOrder(lines: readonly LineFacts[], settings: ElectronicSettings): Classification[] {
  const classes = lines.map((line) => classifyLine(line, settings));
  const electronicBundles = new Set<string>();
  for (const [index, line] of lines.entries()) {
    if (line.bundleId === null) continue;
    const bundle = ownClass(line, settings);
    const byComponent = bundle?.rule.kind !== "metafield" && classes[index]?.class === "electronic";
    if (byComponent || bundle?.class === "electronic") electronicBundles.add(line.bundleId);
  }
  return classes.map((own, index) => {
    const line = lines[index];
    if (own.class === "electronic" || !line?.bundleId || !electronicBundles.has(line.bundleId)) return own;
    return { class: "electronic", rule: { kind: "bundle", value: line.bundleSku ?? line.bundleId } };
  });
}

/** What the bundle is by itself, its components left aside. */
const ownClass = ({ bundleProduct, bundleSku }: LineFacts, settings: ElectronicSettings): Classification | null =>
  bundleProduct && classifyProduct(bundleProduct, bundleSku, settings);
