/** Webhooks are often late by seconds and seldom by minutes: what is younger may still be on its way. */
const GRACE_MS = 10 * 60_000;

/** Whether a webhook about a change of that instant should have come by now. */
export const isOverdue = (changedAt: Date, now: Date): boolean => now.getTime() - changedAt.getTime() > GRACE_MS;
