import { useBlocker } from "@remix-run/react";
import { SaveBar, useAppBridge } from "@shopify/app-bridge-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  isDirty: boolean;
  isSaving: boolean;
  onSave: () => void;
  onDiscard: () => void;
}

/** Shopify's contextual save bar: shown while something is unsaved, and nobody leaves the page without being asked. */
export function UnsavedChanges({ isDirty, isSaving, onSave, onDiscard }: Props) {
  const { t } = useTranslation();
  const admin = useAppBridge();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isDirty && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    admin.saveBar.leaveConfirmation().then(blocker.proceed, blocker.reset);
  }, [admin, blocker]);
  return (
    <SaveBar id="unsaved-changes" open={isDirty}>
      <button type="button" {...{ variant: "primary" }} disabled={isSaving} onClick={onSave}>
        {t("app.save")}
      </button>
      <button type="button" disabled={isSaving} onClick={onDiscard}>
        {t("app.discard")}
      </button>
    </SaveBar>
  );
}
