import { classifyLine } from "./classify-product";
import type { LineFacts } from "./facts";
import type { Classification } from "./order-snapshot";
import type { PolicySettings } from "./policy-settings";

/**
 * The class of every line, in their order (R3). A bundle is electronic if one component is, and then all its lines are:
 * it was sold as one thing. A component's own `false` says only that this component does not make it so.
 */
export function classifyOrder(lines: readonly LineFacts[], settings: PolicySettings["electronic"]): Classification[] {
  const classes = lines.map((line) => classifyLine(line, settings));
  const electronicBundles = new Map<string, string>();
  for (const [index, { bundleId, bundleSku }] of lines.entries()) {
    if (bundleId !== null && classes[index]?.class === "electronic")
      electronicBundles.set(bundleId, bundleSku ?? bundleId);
  }
  return classes.map((own, index) => {
    const bundle = electronicBundles.get(lines[index]?.bundleId ?? "");
    if (bundle === undefined || own.class === "electronic") return own;
    return { class: "electronic", rule: { kind: "bundle", value: bundle } };
  });
}
