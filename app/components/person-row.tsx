import { BlockStack, Select, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ROLES, type Role } from "~/domain/people/roles";
import { Moment } from "./dates-and-money";

interface Props {
  person: { userId: string; name: string | null; isOwner: boolean; seenAt: string };
  isSelf: boolean;
  role: Role | null;
  disabled: boolean;
  onChange: (role: Role | null) => void;
}

const roleNamed = (text: string): Role | null => ROLES.find((role) => role === text) ?? null;

/** One person with the choice of a role; the owner's is not up for choice. */
export function PersonRow({ person: { userId, name, isOwner, seenAt }, isSelf, role, disabled, onChange }: Props) {
  const { t } = useTranslation();
  const known = name ?? t("people.nameless", { number: userId });
  const roles = ROLES.map((value) => ({ value, label: t(`people.role.${value}`) }));
  return (
    <li className="rma-row">
      <BlockStack gap="050">
        <Text as="h2" variant="headingSm">
          {isSelf ? t("people.self", { name: known }) : known}
        </Text>
        <Text as="p" tone="subdued">
          {t("people.seen")} <Moment at={seenAt} />
        </Text>
      </BlockStack>
      {isOwner ? (
        <Text as="p">{t("people.owner")}</Text>
      ) : (
        <Select
          label={t("people.roleOf", { name: known })}
          labelHidden
          options={[{ value: "", label: t("people.role.none") }, ...roles]}
          value={role ?? ""}
          disabled={disabled}
          onChange={(value) => onChange(roleNamed(value))}
        />
      )}
    </li>
  );
}
