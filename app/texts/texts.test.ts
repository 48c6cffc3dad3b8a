import { describe, expect, it } from "vitest";
import { BREACH_STATES } from "~/db/breach-repository.server";
import { BREACH_CLAUSES } from "~/domain/breach/breach-codes";
import { INVOICE_STOPS, INVOICE_WAYS } from "~/domain/breach/claim-difference";
import { CASE_EVENT_CODES } from "~/domain/case-event-codes";
import { MAIL_KINDS } from "~/domain/mail/mail-kinds";
import { LISTING_PROOFS } from "~/domain/policy/coverage";
import { FINDING_CLAUSES } from "~/domain/policy/finding-codes";
import { CLASS_RULE_KINDS, LISTINGS, PRODUCT_CLASSES } from "~/domain/policy/order-snapshot";
import { CLAIM_CAUSES, REPORT_NAMES } from "~/domain/reports";
import { STEP_FINDINGS } from "~/domain/rma/checklist";
import { CLAIM_STEPS } from "~/domain/rma/claim-step";
import { CALL_OUTCOMES } from "~/domain/rma/handle-claim";
import { REMEDIES } from "~/domain/rma/remedy";
import { RMA_KINDS, RMA_STATUSES } from "~/domain/rma/rma";
import { SETUP_STEPS } from "~/domain/setup";
import { FIGURES } from "~/domain/trends";
import { JOBS } from "~/jobs/definitions";
import { ALL_TEXTS } from "./all-texts";
import documentsEn from "./documents/en.json";
import documentsFr from "./documents/fr.json";
import pagesEn from "./en.json";
import pagesFr from "./fr.json";
import { LANGUAGES } from "./languages";

const en = { pages: pagesEn, documents: documentsEn };
const fr = { pages: pagesFr, documents: documentsFr };

const PLURAL = /_(zero|one|two|few|many|other)$/;

function leaves(texts: object, path = ""): [key: string, text: string][] {
  return Object.entries(texts).flatMap(([name, value]): [string, string][] => {
    const key = path === "" ? name : `${path}.${name}`;
    return typeof value === "string" ? [[key, value]] : leaves(value, key);
  });
}

const singular = (key: string) => key.replace(PLURAL, "");
const placeholders = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();

describe("the texts", () => {
  it("exist in both languages under the same keys", () => {
    const keysOf = (texts: object) => [...new Set(leaves(texts).map(([key]) => singular(key)))].sort();

    expect(keysOf(fr)).toEqual(keysOf(en));
  });

  it.each([
    ["en", en],
    ["fr", fr],
  ])("have every plural form that %s knows", (language, texts) => {
    const keys = new Set(leaves(texts).map(([key]) => key));
    const counted = [...keys].filter((key) => key.endsWith("_one")).map(singular);
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const missing = counted.flatMap((key) => forms.map((form) => `${key}_${form}`)).filter((key) => !keys.has(key));

    expect(counted.length).toBeGreaterThan(0);
    expect(missing).toEqual([]);
  });

  it("carry the same facts in both languages", () => {
    const french = new Map(leaves(fr).map(([key, text]) => [singular(key), placeholders(text)]));
    const different = leaves(en).filter(
      ([key, text]) => placeholders(text).join() !== (french.get(singular(key)) ?? []).join(),
    );

    expect(different).toEqual([]);
  });

  it("are never empty, and not English where French is meant", () => {
    const french = new Map(leaves(fr));
    const sentences = leaves(en).filter(([key, text]) => text.split(" ").length > 3 && !PLURAL.test(key));

    expect(leaves(fr).filter(([, text]) => text.trim() === "")).toEqual([]);
    expect(sentences.filter(([key, text]) => french.get(key) === text)).toEqual([]);
  });

  it.each(LANGUAGES)("have a word for every code of the domain in %s", (language) => {
    const keys = [
      ...CASE_EVENT_CODES.map((code) => `events.${code}`),
      ...Object.keys(FINDING_CLAUSES).flatMap((code) => [`findings.${code}.title`, `findings.${code}.text`]),
      ...Object.values(FINDING_CLAUSES).map((clause) => `clauses.${clause}`),
      ...CLASS_RULE_KINDS.map((kind) => `classRule.${kind}`),
      ...PRODUCT_CLASSES.map((name) => `class.${name}`),
      ...LISTINGS.map((listing) => `listing.${listing}`),
      ...CLAIM_CAUSES.map((cause) => `reports.cause.${cause}`),
      ...REPORT_NAMES.flatMap((name) => [`reports.${name}.title`, `reports.${name}.text`]),
      ...LISTING_PROOFS.map((proof) => `coverage.proof.${proof}`),
      ...CLAIM_STEPS.map((step) => `claims.step.${step}`),
      ...STEP_FINDINGS.map((found) => `claims.found.${found}`),
      ...CALL_OUTCOMES.flatMap((outcome) => [`claims.outcome.${outcome}`, `claims.outcomeHelp.${outcome}`]),
      ...REMEDIES.flatMap((remedy) => [`claims.remedy.${remedy}`, `claims.remedyHelp.${remedy}`]),
      ...PRODUCT_CLASSES.flatMap((name) => [`checklists.class.${name}`, `checklists.preset.${name}`]),
      ...JOBS.map(({ name }) => `jobs.name.${name}`),
      ...MAIL_KINDS.map((kind) => `mails.kind.${kind}`),
      ...BREACH_STATES.flatMap((state) => [
        `breaches.state.${state}`,
        `breaches.tab.${state}`,
        `breaches.none.${state}`,
      ]),
      ...Object.keys(BREACH_CLAUSES).flatMap((code) => [`breaches.code.${code}.title`, `breaches.code.${code}.text`]),
      ...INVOICE_STOPS.map((stop) => `breaches.invoice.stop.${stop}`),
      ...INVOICE_WAYS.flatMap((way) => ["way", "choice", "help"].map((what) => `breaches.invoice.${what}.${way}`)),
      ...RMA_KINDS.map((kind) => `rmaKind.${kind}`),
      ...RMA_STATUSES.map((status) => `rmaStatus.${status}`),
      ...FIGURES.map((figure) => `trends.${figure}`),
      ...SETUP_STEPS.flatMap((step) => [`setup.${step}.title`, `setup.${step}.text`, `setup.${step}.link`]),
    ];

    expect(keys.filter((key) => !ALL_TEXTS[language].exists(key))).toEqual([]);
  });
});
