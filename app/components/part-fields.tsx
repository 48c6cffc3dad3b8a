import { Select, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** What staff write down of a part that is claimed, as it is typed. */
export interface PartWords {
  symptom: string;
  installed: string;
  vehicle: string;
  modelYear: string;
  serials: string;
}

export const NO_WORDS: PartWords = { symptom: "", installed: "", vehicle: "", modelYear: "", serials: "" };

/** The same as a claim says it; what was left empty is left out. */
export function partOf({ symptom, installed, vehicle, modelYear, serials }: PartWords) {
  const numbers = serials.split(/[\s,;]+/).filter((serial) => serial !== "");
  return {
    ...(symptom.trim() === "" ? {} : { symptom }),
    ...(installed === "" ? {} : { installed: installed === "true" }),
    ...(vehicle.trim() === "" ? {} : { vehicle }),
    ...(modelYear === "" ? {} : { modelYear: Number(modelYear) }),
    ...(numbers.length === 0 ? {} : { serials: numbers }),
  };
}

interface Props {
  words: PartWords;
  onChange: (change: Partial<PartWords>) => void;
}

/** Symptom, whether the part is installed, the vehicle it is on, and serial numbers, which may be left out. */
export function PartFields({ words, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        label={t("claims.part.symptom")}
        value={words.symptom}
        onChange={(symptom) => onChange({ symptom })}
        autoComplete="off"
        multiline={3}
        maxLength={2_000}
      />
      <div className="rma-fields">
        <Select
          label={t("claims.part.installed")}
          options={[
            { value: "", label: t("claims.part.notSaid") },
            ...["true", "false"].map((value) => ({ value, label: t(`claims.installed.${value}`) })),
          ]}
          value={words.installed}
          onChange={(installed) => onChange({ installed })}
        />
        <TextField
          label={t("claims.part.vehicle")}
          value={words.vehicle}
          onChange={(vehicle) => onChange({ vehicle })}
          autoComplete="off"
          maxLength={200}
        />
        <TextField
          label={t("claims.part.modelYear")}
          type="number"
          value={words.modelYear}
          onChange={(modelYear) => onChange({ modelYear })}
          autoComplete="off"
        />
        <TextField
          label={t("claims.part.serials")}
          helpText={t("claims.part.serialsHelp")}
          value={words.serials}
          onChange={(serials) => onChange({ serials })}
          autoComplete="off"
        />
      </div>
    </>
  );
}
