import { Link, useNavigate } from "@remix-run/react";
import { Card, Select } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CLAIM_STEPS } from "~/domain/rma/claim-step";

/** What the queue of claims is narrowed to, as its address says it. */
export type AskedClaims = Readonly<Record<"status" | "step" | "age", string | null>>;

const NOTHING: AskedClaims = { status: null, step: null, age: null };

/** The statuses that a claim can have: it is never merely requested. */
const CLAIM_STATUSES = [
  ...["opened", "troubleshooting", "approved", "received", "inspected", "settled", "sent-back", "resolved-by-phone"],
  ...["handled-elsewhere", "declined", "cancelled", "expired"],
];

/** The part of an address that narrows the queue so; empty when nothing does. */
function claimsQuery(asked: AskedClaims): string {
  const set = Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return set.length === 0 ? "" : `?${new URLSearchParams(set).toString()}`;
}

/** The queues that are looked at often: everything that is open, then each next step. */
export function ClaimViews({ asked }: { asked: AskedClaims }) {
  const { t } = useTranslation();
  const views = [
    [t("claims.views.open"), NOTHING],
    ...CLAIM_STEPS.map((step) => [t(`claims.step.${step}`), { ...NOTHING, step }] as const),
  ] as const;
  return (
    <nav aria-label={t("claims.views.label")}>
      <ul className="rma-views">
        {views.map(([name, view]) => (
          <li key={name}>
            <Link
              className="rma-view"
              to={`/app/claims${claimsQuery(view)}`}
              {...(claimsQuery(view) === claimsQuery(asked) ? { "aria-current": "page" as const } : {})}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Narrows the queue; a choice applies at once. */
export function ClaimFilters({ asked }: { asked: AskedClaims }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const show = (change: Partial<AskedClaims>) => navigate(`/app/claims${claimsQuery({ ...asked, ...change })}`);
  const choices = [
    ["status", CLAIM_STATUSES.map((value) => ({ value, label: t(`rmaStatus.${value}`) })), "claims.anyOpen"],
    ["step", CLAIM_STEPS.map((value) => ({ value, label: t(`claims.step.${value}`) })), "rmas.any"],
    ["age", ["week", "month"].map((value) => ({ value, label: t(`claims.age.${value}`) })), "rmas.any"],
  ] as const;
  return (
    <Card>
      <div className="rma-filters" role="search">
        {choices.map(([name, options, any]) => (
          <Select
            key={name}
            label={t(`claims.filter.${name}`)}
            options={[{ value: "", label: t(any) }, ...options]}
            value={asked[name] ?? ""}
            onChange={(chosen) => show({ [name]: chosen === "" ? null : chosen })}
          />
        ))}
      </div>
    </Card>
  );
}
