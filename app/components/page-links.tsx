import { useLocation, useNavigate } from "@remix-run/react";
import { Box, InlineStack, Pagination } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

const NAMES = { newer: "pages.newer", older: "pages.older" };

interface Props {
  newer: string | null;
  older: string | null;
  /** What the two are called; most lists begin with the newest. */
  names?: typeof NAMES;
}

/** Moves to the page before or after; the filters of the address stay. */
export function PageLinks({ newer, older, names = NAMES }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  if (newer === null && older === null) return null;
  const go = (cursor: string | null) => () => {
    if (cursor !== null) navigate(`${pathname}?${withCursor(search, cursor)}`);
  };
  return (
    <Box padding="300">
      <InlineStack align="center">
        <Pagination
          accessibilityLabel={t("pages.label")}
          hasPrevious={newer !== null}
          onPrevious={go(newer)}
          previousTooltip={t(names.newer)}
          hasNext={older !== null}
          onNext={go(older)}
          nextTooltip={t(names.older)}
        />
      </InlineStack>
    </Box>
  );
}

/** Only what the list understands goes on; tokens of the first document's address do not. */
function withCursor(search: string, cursor: string): string {
  const before = new URLSearchParams(search);
  const next = new URLSearchParams();
  for (const name of ["verdict", "flag", "class", "rule", "search", "kind", "state", "status", "step", "age", "by"]) {
    const value = before.get(name);
    if (value) next.set(name, value);
  }
  next.set("cursor", cursor);
  return next.toString();
}
