import { Button, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface PageLink {
  content: string;
  url: string;
  /** Shopify's own admin lies around this frame. */
  target?: "_top";
}

interface Props {
  title: string;
  subtitle?: string;
  titleMetadata?: ReactNode;
  backAction?: PageLink;
  primaryAction?: PageLink;
  secondaryActions?: readonly PageLink[];
  fullWidth?: boolean;
  children: ReactNode;
}

/**
 * A page with its heading, in place of Polaris's: that one measures its buttons and the window after it was painted and
 * then moves what people already read. Here the browser lays the heading out, once.
 */
export function Page({ fullWidth = false, children, ...heading }: Props) {
  return (
    <div className={fullWidth ? "rma-page" : "rma-page rma-page-narrow"}>
      <Heading {...heading} />
      {children}
    </div>
  );
}

function Heading({ title, subtitle, titleMetadata, backAction, primaryAction, secondaryActions = [] }: HeadingProps) {
  const { t } = useTranslation();
  return (
    <div className="rma-page-head">
      <p className="rma-hidden" role="status">
        {t("app.pageReady", { title })}
      </p>
      {backAction === undefined ? null : (
        <div className="rma-page-back">
          <Button variant="tertiary" icon={Back} url={backAction.url} accessibilityLabel={backAction.content} />
        </div>
      )}
      <div className="rma-page-title">
        <div className="rma-page-name">
          <Text as="h1" variant="headingLg">
            {title}
          </Text>
          {titleMetadata}
        </div>
        {subtitle === undefined ? null : (
          <Text as="p" variant="bodySm" tone="subdued">
            {subtitle}
          </Text>
        )}
      </div>
      <div className="rma-page-actions">
        {secondaryActions.map(({ content, ...to }) => (
          <Button key={content} {...to}>
            {content}
          </Button>
        ))}
        {primaryAction === undefined ? null : (
          <Button variant="primary" url={primaryAction.url}>
            {primaryAction.content}
          </Button>
        )}
      </div>
    </div>
  );
}

type HeadingProps = Omit<Props, "fullWidth" | "children">;

/** An arrow to the left. */
function Back() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true">
      <path
        d="M16 10H4.5M9 5.5 4.5 10 9 14.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
    </svg>
  );
}
