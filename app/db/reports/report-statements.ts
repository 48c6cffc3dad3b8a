import type { ReportName } from "~/domain/reports";
import { CLAIM_STATEMENTS } from "./claim-statements";

// Each statement is told the shop ($1) and the period ($2 to before $3).

/**
 * Restocking fees by the month in which the refund was paid: what was taken, and what the order's policy would have
 * taken where a merchant's fault or an override waived it (R16, R17).
 */
const FEES = `
  SELECT to_char(a.paid_at AT TIME ZONE s.time_zone, 'YYYY-MM') AS month, count(*)::int AS refunds,
    sum(a.paid_share_minor)::bigint AS "paidShare", sum(a.fee_minor)::bigint AS taken,
    sum(line.waived)::bigint AS waived, sum(a.refund_minor)::bigint AS refunded, a.currency
  FROM refund_attempt AS a JOIN shop AS s ON s.shop = a.shop
  JOIN rma AS r ON r.shop = a.shop AND r.id = a.rma_id
  JOIN policy_version AS p ON p.shop = a.shop AND p.version = r.policy_version
  CROSS JOIN LATERAL (
    SELECT CASE r.kind WHEN 'return' THEN (p.settings->'return'->>'restockFeePercent')::numeric
                       ELSE (p.settings->'backorder'->>'feePercentWhenRefused')::numeric END AS percent
  ) AS rule
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(greatest(0,
      round((of_line->>'paidShare')::numeric * rule.percent / 100) - (of_line->>'fee')::numeric)), 0) AS waived
    FROM jsonb_array_elements(a.lines) AS of_line
  ) AS line
  WHERE a.shop = $1 AND a.state = 'paid' AND a.paid_at >= $2 AND a.paid_at < $3 AND r.kind <> 'warranty'
  GROUP BY 1, a.currency ORDER BY 1, a.currency
`;

/** Units sold in the period, and what came back of them since. A product goes by its SKU, else by its title. */
const RETURN_RATE = `
  WITH sold AS (
    SELECT l.order_id, l.line_id, coalesce(l.sku, l.title) AS product, l.quantity
    FROM line_snapshot AS l JOIN order_snapshot AS o ON o.shop = l.shop AND o.order_id = l.order_id
    WHERE l.shop = $1 AND l.processed_at >= $2 AND l.processed_at < $3 AND l.is_merchandise AND o.cancelled_at IS NULL
     
  ), asked AS (
    SELECT s.product, sum(rl.quantity)::int AS units, mode() WITHIN GROUP (ORDER BY rl.reason) AS reason
    FROM sold AS s JOIN rma_line AS rl ON rl.shop = $1 AND rl.line_id = s.line_id
    JOIN rma AS r ON r.shop = $1 AND r.id = rl.rma_id AND r.order_id = s.order_id AND r.kind = 'return'
    GROUP BY s.product
  ), accepted AS (
    SELECT s.product, sum(l.accepted)::int AS units
    FROM sold AS s JOIN rma_return_line AS l ON l.shop = $1 AND l.line_id = s.line_id
    JOIN rma AS r ON r.shop = $1 AND r.id = l.rma_id AND r.order_id = s.order_id AND r.kind = 'return'
    GROUP BY s.product
  ), products AS (SELECT product, sum(quantity)::int AS sold FROM sold GROUP BY product)
  SELECT p.product, p.sold, coalesce(q.units, 0) AS asked, coalesce(a.units, 0) AS accepted,
    round(100.0 * coalesce(a.units, 0) / p.sold, 2)::float8 AS rate, q.reason AS "mainReason"
  FROM products AS p LEFT JOIN asked AS q USING (product) LEFT JOIN accepted AS a USING (product)
  WHERE p.sold > 0 ORDER BY accepted DESC, asked DESC, p.sold DESC, p.product LIMIT 1000
`;

/** Why customers asked to return, over the requests of the period. */
const RETURN_REASONS = `
  SELECT l.reason, count(*)::int AS requests, sum(l.quantity)::int AS units,
    coalesce(sum((
      SELECT sum(u.accepted) FROM rma_return_line AS u
      WHERE u.shop = l.shop AND u.rma_id = l.rma_id AND u.line_id = l.line_id
    )), 0)::int AS accepted
  FROM rma AS r JOIN rma_line AS l ON l.shop = r.shop AND l.rma_id = r.id
  WHERE r.shop = $1 AND r.kind = 'return' AND r.requested_at >= $2 AND r.requested_at < $3
  GROUP BY l.reason ORDER BY units DESC, l.reason
`;

/** What was done past the policy (R21), by whom. A refund against two rules is a case of each, with the whole amount. */
const BREACHES = `
  SELECT 'user:' || user_id AS person, code AS breach, count(*)::int AS cases,
    count(*) FILTER (WHERE state = 'open')::int AS open, sum(amount_minor)::bigint AS beyond, currency
  FROM breach
  WHERE shop = $1 AND opened_at >= $2 AND opened_at < $3
  GROUP BY user_id, code, currency ORDER BY cases DESC, person NULLS LAST, code, currency
`;

/** Decisions against the policy (R9), by who took them and the rule that they overrode. */
const OVERRIDES = `
  SELECT o.by AS person, finding->>'code' AS finding, count(*)::int AS cases,
    count(*) FILTER (WHERE o.second_by IS NOT NULL)::int AS "bySecondPerson", sum(o.amount_minor)::bigint AS amount,
    r.currency
  FROM override AS o JOIN rma AS r ON r.shop = o.shop AND r.id = o.rma_id
  LEFT JOIN LATERAL (
    SELECT DISTINCT jsonb_build_object('code', one->>'code') AS finding FROM jsonb_array_elements(o.findings) AS one
  ) AS broken ON true
  WHERE o.shop = $1 AND o.at >= $2 AND o.at < $3
  GROUP BY o.by, finding->>'code', r.currency ORDER BY cases DESC, person, finding, r.currency
`;

/** How long cases stayed in a status that they left in the period, from the timelines. */
const TIME_IN_STATUS = `
  WITH moved AS (
    SELECT DISTINCT subject_id FROM case_event WHERE shop = $1 AND subject = 'rma' AND at >= $2 AND at < $3
  ), reached AS (
    SELECT e.subject_id, min(e.at) AS at, min(e.id) AS act, CASE e.code
      WHEN 'rma-requested' THEN 'requested' WHEN 'claim-opened' THEN 'opened' WHEN 'call-logged' THEN 'troubleshooting'
      WHEN 'number-issued' THEN 'approved' WHEN 'parcel-received' THEN 'received' ELSE 'inspected' END AS status
    FROM case_event AS e JOIN moved USING (subject_id)
    WHERE e.shop = $1 AND e.subject = 'rma' AND e.code IN
      ('rma-requested', 'claim-opened', 'call-logged', 'number-issued', 'parcel-received', 'inspected')
    GROUP BY e.subject_id, 4
    UNION ALL
    SELECT r.id, r.closed_at, NULL, 'ended' FROM rma AS r JOIN moved ON r.id = moved.subject_id
    WHERE r.shop = $1 AND r.closed_at IS NOT NULL
  ), stays AS (
    SELECT status, at, lead(at) OVER (PARTITION BY subject_id ORDER BY at, act NULLS LAST) AS until FROM reached
  ), hours AS (
    SELECT status, extract(epoch FROM until - at)::float8 / 3600 AS hours
    FROM stays WHERE status <> 'ended' AND until >= $2 AND until < $3
  )
  SELECT status, count(*)::int AS cases, percentile_cont(0.5) WITHIN GROUP (ORDER BY hours) AS median,
    percentile_cont(0.9) WITHIN GROUP (ORDER BY hours) AS ninetieth, max(hours) AS longest
  FROM hours GROUP BY status
  ORDER BY array_position(
    ARRAY['requested', 'opened', 'troubleshooting', 'approved', 'received', 'inspected'], status)
`;

export const REPORT_STATEMENTS: Readonly<Record<ReportName, string>> = {
  fees: FEES,
  "return-rate": RETURN_RATE,
  "return-reasons": RETURN_REASONS,
  breaches: BREACHES,
  overrides: OVERRIDES,
  "time-in-status": TIME_IN_STATUS,
  ...CLAIM_STATEMENTS,
};
