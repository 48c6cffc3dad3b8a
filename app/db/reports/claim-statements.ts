import { CLAIM_CAUSES } from "~/domain/reports";

// Each statement is told the shop ($1) and the period ($2 to before $3), as all reports are.

/** What a replacement is worth where nobody said its cost: what was paid for the units, rounded half up. */
const WORTH = `
  SELECT sum(round(s.paid_minor::numeric * (u->>'units')::int / s.quantity))
  FROM jsonb_array_elements(m.lines) AS u
  JOIN line_snapshot AS s ON s.shop = m.shop AND s.order_id = r.order_id AND s.line_id = u->>'lineId' AND s.quantity > 0
`;

const FOUND = CLAIM_CAUSES.map((cause) => `WHEN '${cause}' = ANY(found.results) THEN '${cause}'`).join(" ");

/** Every claim that was opened in the period, with one cause each: the gravest where its units differ. */
const CLAIMS = `
  SELECT coalesce(l.sku, l.title) AS product, c.model_year::text AS model_year,
    to_char(r.requested_at AT TIME ZONE r.time_zone, 'YYYY-MM') AS month, r.closed_at, r.currency,
    extract(epoch FROM r.closed_at - r.requested_at)::float8 / 3600 AS hours, found.results <> '{}' AS is_inspected,
    CASE ${FOUND} WHEN r.status IN ('resolved-by-phone', 'handled-elsewhere') THEN r.status ELSE 'not-inspected' END
      AS cause,
    coalesce((SELECT sum(a.refund_minor) FROM refund_attempt AS a
      WHERE a.shop = r.shop AND a.rma_id = r.id AND a.state = 'paid'), 0)
    + coalesce((SELECT sum(coalesce(m.cost_minor, CASE WHEN m.choice = 'replace' THEN (${WORTH}) END, 0))
      FROM remedy AS m WHERE m.shop = r.shop AND m.rma_id = r.id AND m.state = 'done'), 0) AS cost
  FROM rma AS r
  JOIN claim AS c ON c.shop = r.shop AND c.rma_id = r.id
  JOIN rma_line AS l ON l.shop = r.shop AND l.rma_id = r.id AND l.position = 0
  CROSS JOIN LATERAL (
    SELECT ARRAY(SELECT i.result FROM inspection AS i WHERE i.shop = r.shop AND i.rma_id = r.id) AS results
  ) AS found
  WHERE r.shop = $1 AND r.kind = 'warranty' AND r.requested_at >= $2 AND r.requested_at < $3
`;

const claimsBy = (column: string, name: string, order: string): string => `
  SELECT ${column} AS "${name}", count(*)::int AS claims, count(*) FILTER (WHERE closed_at IS NULL)::int AS open,
    round(100.0 * count(*) FILTER (WHERE cause = 'no-fault-found')
      / nullif(count(*) FILTER (WHERE is_inspected), 0), 2)::float8 AS "noFaultRate",
    round((percentile_cont(0.5) WITHIN GROUP (ORDER BY hours))::numeric, 2)::float8 AS "timeToResolve", sum(cost)::bigint AS cost, currency
  FROM (${CLAIMS}) AS claims GROUP BY ${column}, currency ORDER BY ${order}, currency LIMIT 1000
`;

/** Claims by what they have in common; the currency parts what cannot be added up. */
export const CLAIM_STATEMENTS = {
  "claims-by-product": claimsBy("product", "product", "claims DESC, product"),
  "claims-by-cause": claimsBy("cause", "cause", "claims DESC, cause"),
  "claims-by-model-year": claimsBy("model_year", "modelYear", "claims DESC, model_year"),
  "claims-by-month": claimsBy("month", "month", "month"),
} as const;
