import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, Card, InlineStack, Select, TextField } from "@shopify/polaris";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { LANGUAGES } from "~/texts/languages";
import { ClaimAnswer, type AnsweredClaim } from "./claim-answer";
import { useFocusOn } from "./focus";
import { NO_WORDS, PartFields, partOf } from "./part-fields";
import { useReading } from "./reader";

const OTHER = "other";

const NOTHING_SAID = {
  sku: "",
  quantity: "1",
  country: "",
  other: "",
  purchasedOn: "",
  proof: "",
  email: "",
  locale: "",
};

/** Staff register a claim for a unit that a dealer sold (R36): proof, country and date in the place of an order. */
export function RegisterClaimForm({ countries }: { countries: readonly string[] }) {
  const { t } = useTranslation();
  const { locale } = useReading();
  const fetcher = useFetcher<AnsweredClaim>();
  const answer = useFocusOn<HTMLDivElement>(fetcher.data);
  const [said, setSaid] = useState({ ...NOTHING_SAID, country: countries[0] ?? OTHER });
  const [words, setWords] = useState(NO_WORDS);
  const say = (name: keyof typeof NOTHING_SAID) => (value: string) => setSaid({ ...said, [name]: value });
  const names = new Intl.DisplayNames([locale], { type: "region" });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const { country, other, quantity, email, locale: language, ...rest } = said;
    const claim = {
      ...rest,
      quantity: Number(quantity),
      country: country === OTHER ? other.trim().toUpperCase() : country,
      ...(email.trim() === "" ? {} : { email: email.trim() }),
      ...(language === "" ? {} : { locale: language }),
      ...partOf(words),
    };
    fetcher.submit({ claim: JSON.stringify(claim) }, { method: "post", action: "/app/claims" });
  };
  const field = (name: "sku" | "purchasedOn" | "proof" | "email" | "quantity", more: Partial<FieldProps> = {}) => (
    <TextField
      label={t(`claims.field.${name}`)}
      value={said[name]}
      onChange={say(name)}
      autoComplete="off"
      maxLength={500}
      {...more}
    />
  );
  return (
    <BlockStack gap="400">
      <div ref={answer} tabIndex={-1} role="status">
        {fetcher.data === undefined ? null : <ClaimAnswer answer={fetcher.data} />}
      </div>
      <Card>
        <form onSubmit={send}>
          <BlockStack gap="400">
            <div className="rma-fields">
              {field("sku")}
              {field("quantity", { type: "number", min: 1 })}
              <Select
                label={t("claims.field.country")}
                options={[
                  ...countries.map((value) => ({ value, label: names.of(value) ?? value })),
                  { value: OTHER, label: t("registerClaim.otherCountry") },
                ]}
                value={said.country}
                onChange={say("country")}
              />
              {said.country === OTHER ? (
                <TextField
                  label={t("registerClaim.countryCode")}
                  value={said.other}
                  onChange={say("other")}
                  autoComplete="off"
                  maxLength={2}
                />
              ) : null}
              {field("purchasedOn", { type: "date" })}
            </div>
            {field("proof", { helpText: t("registerClaim.proofHelp") })}
            <PartFields words={words} onChange={(change) => setWords({ ...words, ...change })} />
            <div className="rma-fields">
              {field("email", { type: "email", helpText: t("registerClaim.emailHelp") })}
              <Select
                label={t("claims.field.locale")}
                options={[
                  { value: "", label: t("registerClaim.shopLanguage") },
                  ...LANGUAGES.map((value) => ({ value, label: t(`registerClaim.language.${value}`) })),
                ]}
                value={said.locale}
                onChange={say("locale")}
              />
            </div>
            <InlineStack>
              <Button submit variant="primary" loading={fetcher.state !== "idle"}>
                {t("registerClaim.send")}
              </Button>
            </InlineStack>
          </BlockStack>
        </form>
      </Card>
    </BlockStack>
  );
}

interface FieldProps {
  type: "number" | "date" | "email";
  min: number;
  helpText: string;
}
