import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { Kind, NoDeprecatedCustomRule, parse, specifiedRules, validate, visit, type DocumentNode } from "graphql";
import { describe, expect, it } from "vitest";
import type { AdminClient } from "~/shopify/admin-client.server";
import { adminSchema } from "./admin-schema.ts";
import { OPERATIONS } from "./operations.ts";

/** Mutations that Shopify refuses without `@idempotent` since 2026-04; validation alone does not notice. */
const MUST_BE_IDEMPOTENT =
  /^(refundCreate|inventory(Activate|AdjustQuantities|MoveQuantities|SetOnHandQuantities|SetQuantities|Shipment.*|Transfer.*)|location(Activate|Deactivate))$/;

interface Sent {
  name: string;
  document: string;
}

async function sentBy(operation: (admin: AdminClient) => Promise<unknown>): Promise<Sent> {
  const sent: Sent[] = [];
  const admin: AdminClient = {
    shop: "koso.myshopify.com",
    run: async ({ name, document }) => {
      sent.push({ name, document });
      throw new Error("sent");
    },
  };
  await operation(admin).catch(() => undefined);
  const [first] = sent;
  if (!first) throw new Error("The operation sent nothing");
  return first;
}

function operationName(document: DocumentNode): string | undefined {
  const [definition] = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  return definition?.name?.value;
}

describe("the documents sent to the Admin API", () => {
  it.each(["2026-07", "2026-10"])("are valid and free of deprecated fields in %s", async (version) => {
    const schema = adminSchema(version);
    const problems: string[] = [];

    for (const [file, operation] of Object.entries(OPERATIONS)) {
      const { document } = await sentBy(operation);
      const errors = validate(schema, parse(document), [...specifiedRules, NoDeprecatedCustomRule]);
      problems.push(...errors.map(({ message }) => `${file}: ${message}`));
    }

    expect(problems).toEqual([]);
  });

  it("carry the name that the client knows them by, each its own", async () => {
    const sent = await Promise.all(Object.values(OPERATIONS).map(sentBy));

    expect(sent.map(({ document }) => operationName(parse(document)))).toEqual(sent.map(({ name }) => name));
    expect(new Set(sent.map(({ name }) => name)).size).toBe(sent.length);
  });

  it("carry @idempotent where Shopify wants it", async () => {
    const missing: string[] = [];
    for (const operation of Object.values(OPERATIONS)) {
      const { name, document } = await sentBy(operation);
      visit(parse(document), {
        Field(field) {
          const isMarked = field.directives?.some((directive) => directive.name.value === "idempotent");
          if (MUST_BE_IDEMPOTENT.test(field.name.value) && !isMarked) missing.push(name);
        },
      });
    }

    expect(missing).toEqual([]);
  });

  it("are all checked here: every operation's file is listed", () => {
    const files = globSync("app/shopify/operations/*.server.ts").map((file) => basename(file, ".server.ts"));
    const listed = new Set(Object.keys(OPERATIONS).map((key) => key.split(" ")[0]));

    expect([...listed].sort()).toEqual(files.sort());
  });

  it("take their values as variables: no document is put together from input", () => {
    const documents = globSync("app/shopify/**/*.ts").flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/#graphql([^`]*)`/g)].map(([, text = ""]) => text),
    );
    const holes = documents.flatMap((text) => [...text.matchAll(/\$\{([^}]+)\}/g)].map(([, hole = ""]) => hole));

    expect(documents.length).toBeGreaterThan(Object.keys(OPERATIONS).length - 1);
    expect(holes.filter((hole) => !/^[A-Z_]+$/.test(hole))).toEqual([]);
  });
});
