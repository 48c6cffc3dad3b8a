import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Box, Card, List, Text, type BannerHandles } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { useFocusOn } from "~/components/focus";
import { Page } from "~/components/page";
import { PageText } from "~/components/page-text";
import { PersonRow } from "~/components/person-row";
import { UnsavedChanges } from "~/components/unsaved-changes";
import { db } from "~/db.server";
import { listStaff } from "~/db/staff-repository.server";
import { mayDo, ROLES, type Role } from "~/domain/people/roles";
import { authenticateAdmin } from "~/shopify.server";
import { giveRolesToStaff } from "~/workflows/give-roles.server";
import { staffStanding } from "~/workflows/require-role.server";

/** Everyone who has opened the app, with the role that they were given (R9). */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const [people, standing] = await Promise.all([listStaff(db, shop), staffStanding(db, { shop, userId })]);
  return {
    people: people.map(({ seenAt, ...person }) => ({ ...person, seenAt: seenAt.toISOString() })),
    self: userId,
    mayGive: mayDo(standing.role, standing.anyRolesGiven, "give-roles"),
  };
}

const MOST_PEOPLE = 1_000;
const given = z.record(z.string().max(32), z.enum(ROLES).nullable());
const form = z.object({
  intent: z.literal("give-roles"),
  roles: z
    .string()
    .max(100_000)
    .transform(jsonOf)
    .pipe(given.refine((roles) => Object.keys(roles).length <= MOST_PEOPLE)),
});

/** Gives and takes roles; what is refused changes nothing. */
export async function action({ request }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const input = form.safeParse(Object.fromEntries(await request.formData()));
  if (!input.success) return data({ error: "invalid-request" as const }, { status: 400 });
  const roles = new Map(Object.entries(input.data.roles));
  const result = await giveRolesToStaff(db, { shop, userId, roles, at: new Date() });
  if (!result.ok)
    return data({ error: result.error.code }, { status: result.error.code === "role-required" ? 403 : 422 });
  return data({ given: roles.size });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Changes = Readonly<Record<string, Role | null>>;

export default function PeoplePage() {
  const { people, self, mayGive } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const fetcher = useFetcher<typeof action>();
  const [changes, setChanges] = useState<Changes>({});
  const changed = people.filter(({ userId, role }) => userId in changes && changes[userId] !== role);
  const save = () => {
    const roles = Object.fromEntries(changed.map(({ userId }) => [userId, changes[userId] ?? null]));
    fetcher.submit({ intent: "give-roles", roles: JSON.stringify(roles) }, { method: "post" });
  };
  return (
    <Page
      title={t("people.title")}
      subtitle={t("people.intro")}
      secondaryActions={[{ content: t("permissions.title"), url: "/app/permissions" }]}
    >
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <Outcome answer={fetcher.data} />
          {mayGive ? null : <PageText tone="subdued">{t("people.lookOnly")}</PageText>}
          <Card padding="0">
            <ul className="rma-list">
              {people.map((person) => (
                <PersonRow
                  key={person.userId}
                  person={person}
                  isSelf={person.userId === self}
                  role={changes[person.userId] === undefined ? person.role : (changes[person.userId] ?? null)}
                  disabled={!mayGive}
                  onChange={(role) => setChanges({ ...changes, [person.userId]: role })}
                />
              ))}
            </ul>
          </Card>
          <RolesExplained />
          <UnsavedChanges
            isDirty={changed.length > 0}
            isSaving={fetcher.state !== "idle"}
            onSave={save}
            onDiscard={() => setChanges({})}
          />
        </BlockStack>
      </Box>
    </Page>
  );
}

/** Says what became of the last change, in view and aloud. */
function Outcome({ answer }: { answer: { given: number } | { error: string } | undefined }) {
  const { t } = useTranslation();
  const banner = useFocusOn<BannerHandles>(answer);
  if (answer === undefined) return null;
  return (
    <Banner ref={banner} tone={"given" in answer ? "success" : "critical"}>
      {"given" in answer ? t("people.saved") : t(`people.error.${answer.error}`)}
    </Banner>
  );
}

function RolesExplained() {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("people.explained")}
        </Text>
        <List>
          {ROLES.map((role) => (
            <List.Item key={role}>{t(`people.mayDo.${role}`)}</List.Item>
          ))}
          <List.Item>{t("people.mayDo.none")}</List.Item>
        </List>
      </BlockStack>
    </Card>
  );
}
