import { Banner } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { PageText } from "./page-text";

interface Props {
  /** Where the sentences of the list stand among the texts. */
  texts: string;
  searchedBy: string | null;
  search: string;
}

/** How a search was read, so that nobody takes one list for another. */
export function SearchUnderstood({ texts, searchedBy, search }: Props) {
  const { t } = useTranslation();
  if (searchedBy === null || searchedBy === "nothing") return null;
  const text = t(`${texts}.${searchedBy}`, { search });
  return searchedBy === "not-asked" ? (
    <Banner tone="warning">{text}</Banner>
  ) : (
    <PageText tone="subdued">{text}</PageText>
  );
}
