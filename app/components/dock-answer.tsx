import { BlockStack, Button, InlineStack, Link, Text } from "@shopify/polaris";
import { useEffect, useRef, type CSSProperties, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { DockProof } from "./dock-proof";
import { rmaPath } from "./paths";
import { DockCodes } from "./rma-records";

export interface DockAnswer {
  parcelId: string;
  dock: string;
  codes: readonly string[];
  rmas: readonly { id: string; number: string | null }[];
}

/** Accept, hold or refuse, in letters that can be read across a room, with every reason and what to do. */
export function DockVerdict({ answer, onNext }: { answer: DockAnswer; onNext: () => void }) {
  const { t } = useTranslation();
  const panel = useRef<HTMLDivElement>(null);
  // Enter goes on to the next parcel: a scanner's operator never lets go of it.
  useEffect(() => panel.current?.focus(), [answer]);
  const word = t(`dock.letters.${answer.dock}`);
  return (
    <BlockStack gap="400">
      <div
        className={`rma-dock rma-dock-${answer.dock}`}
        role="alert"
        tabIndex={-1}
        ref={panel}
        onKeyDown={onEnter(onNext)}
      >
        <p className="rma-dock-letters" style={lettersOf(word)}>
          {word}
        </p>
        <BlockStack gap="300">
          <DockCodes codes={answer.codes} />
          <Text as="p" fontWeight="semibold">
            {t(`dock.do.${answer.dock}`)}
          </Text>
          <InlineStack gap="300">
            {answer.rmas.map(({ id, number }) => (
              <Link key={id} url={rmaPath(id)} monochrome>
                {number ?? t("dock.unnamed")}
              </Link>
            ))}
          </InlineStack>
          <InlineStack>
            <Button size="large" onClick={onNext}>
              {t("dock.next")}
            </Button>
          </InlineStack>
        </BlockStack>
      </div>
      {answer.dock === "refused" ? <DockProof parcelId={answer.parcelId} /> : null}
    </BlockStack>
  );
}

/** By how many letters the width is shared: the word fills a telephone from edge to edge. */
const lettersOf = (word: string): CSSProperties & Record<"--letters", number> => ({ "--letters": word.length });

const onEnter = (act: () => void) => (event: KeyboardEvent) => {
  if (event.key !== "Enter" || event.target !== event.currentTarget) return;
  // The next parcel's field takes the focus at once: the same key press must not send that parcel.
  event.preventDefault();
  act();
};
