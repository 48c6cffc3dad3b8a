/** One part of the policy as a customer reads it. */
export interface PolicySection {
  readonly title: string;
  readonly sentences: readonly string[];
}

/** The same as plain text, to be copied into a page of the store. */
export const plainPolicyText = (sections: readonly PolicySection[]): string =>
  sections.map(({ title, sentences }) => [title, ...sentences].join("\n\n")).join("\n\n\n");

/** Where a customer reads the policy. */
export const POLICY_USES = ["page", "checkout", "mail"] as const;
export type PolicyUse = (typeof POLICY_USES)[number];

export type PolicyTexts = Readonly<Record<PolicyUse, readonly PolicySection[]>>;
