import { t } from "./reader.ts";

/** "First step … is that customer call us directly while the item is still installed." */
export const CallFirst = ({ phones }: { phones: readonly string[] }) => (
  <s-stack gap="small">
    <s-text type="strong">{t("claim.call")}</s-text>
    <s-stack direction="inline" gap="base">
      {phones.map((phone) => (
        <s-link key={phone} href={`tel:${phone.replace(/[^\d+]/g, "")}`}>
          {phone}
        </s-link>
      ))}
    </s-stack>
  </s-stack>
);
