import { Box, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

/** Text between cards: on a telephone cards reach the window's edge, text must not. */
export function PageText({ children, tone }: { children: ReactNode; tone?: "subdued" }) {
  return (
    <Box paddingInline={{ xs: "400", sm: "0" }}>
      <Text as="p" {...(tone === undefined ? {} : { tone })}>
        {children}
      </Text>
    </Box>
  );
}

/** A heading between cards. */
export function PageHeading({ children }: { children: ReactNode }) {
  return (
    <Box paddingInline={{ xs: "400", sm: "0" }}>
      <Text as="h2" variant="headingMd">
        {children}
      </Text>
    </Box>
  );
}
