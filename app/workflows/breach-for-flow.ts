import type { Breach } from "~/db/breach-repository.server";
import { BREACH_CLAUSES } from "~/domain/breach/breach-codes";
import { formatAmount } from "~/domain/money";
import type { PolicySettings } from "~/domain/policy/policy-settings";
import type { FlowTrigger } from "~/shopify/operations/trigger-flow.server";
import { ALL_TEXTS } from "~/texts/all-texts";
import { clauseText } from "~/texts/finding-sentences";
import type { Language } from "~/texts/languages";

export interface BreachForFlow {
  breach: Breach;
  /** Of the version that the order lives by. */
  policy: PolicySettings;
  /** Who did it, as staff know the person; null where Shopify named nobody. */
  person: string | null;
  /** Number of the case that it is about; null where there is none. */
  rmaNumber: string | null;
  caseUrl: string;
}

/**
 * What a workflow learns of a case that opened (extensions/flow-refund-outside-policy). Flow takes keys of letters and spaces,
 * an order's number without its GID, and wants every field that the trigger declares: what is unknown is an empty text.
 */
export function breachForFlow({ breach, policy, person, rmaNumber, caseUrl }: BreachForFlow): FlowTrigger {
  const { id, code, orderId, currency, amountMinor, allowedMinor, policyVersion } = breach;
  const amount = (minor: number) => Number(formatAmount(minor, currency));
  return {
    handle: "refund-outside-policy",
    payload: {
      order_id: Number(orderId.slice(orderId.lastIndexOf("/") + 1)),
      Case: id,
      Breach: code,
      Summary: ALL_TEXTS.en.t(`breaches.code.${code}.text`),
      "Summary in French": ALL_TEXTS.fr.t(`breaches.code.${code}.text`),
      Clause: clauseIn("en", breach, policy),
      "Clause in French": clauseIn("fr", breach, policy),
      "Amount beyond the policy": amount(amountMinor),
      "Amount allowed": amount(allowedMinor),
      Currency: currency,
      Person: person ?? "",
      "RMA number": rmaNumber ?? "",
      "Policy version": policyVersion,
      "Case link": caseUrl,
    },
  };
}

function clauseIn(language: Language, { code }: Breach, { return: { windowDays, restockFeePercent } }: PolicySettings) {
  const figures = { windowDays, feePercent: restockFeePercent, locale: `${language}-CA` };
  return clauseText(ALL_TEXTS[language], BREACH_CLAUSES[code], figures);
}
