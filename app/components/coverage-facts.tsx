import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Day } from "./dates-and-money";
import { Facts } from "./facts";

/** What a line's warranty is judged by (R28–R30). */
export interface Coverage {
  shipTo: string;
  regionOk: boolean;
  listing: string;
  proof: string;
  purchasedOn: string;
  lastDay: string | null;
}

/** The facts of a warranty in words: where it went, whether it was listed and how that is known, since when and until when. */
export function useCoverageFacts(coverage: Coverage | null): readonly (readonly [string, ReactNode])[] {
  const { t } = useTranslation();
  if (coverage === null) return [];
  const { shipTo, regionOk, listing, proof, purchasedOn, lastDay } = coverage;
  const region = t(regionOk ? "order.region.yes" : "order.region.no");
  return [
    [t("order.fact.shipTo"), [shipTo, region].filter((part) => part !== "").join(" · ")],
    [t("order.fact.listing"), [t(`listing.${listing}`), t(`coverage.proof.${proof}`)].join(" · ")],
    [t("coverage.purchasedOn"), <Day date={purchasedOn} />],
    [t("coverage.lastDay"), lastDay === null ? t("coverage.never") : <Day date={lastDay} />],
  ];
}

/** The same as a list of its own. */
export function CoverageFacts({ coverage }: { coverage: Coverage | null }) {
  return <Facts facts={useCoverageFacts(coverage)} />;
}
