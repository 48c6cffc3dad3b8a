import type { PrismaClient } from "@prisma/client";
import { appendEvents, type CaseEvent } from "~/db/case-event-repository.server";
import { currentPolicy, type PublishedPolicy } from "~/db/policy-repository.server";
import { saveMissedChanges } from "~/db/missed-change-repository.server";
import {
  findProductTimes,
  saveDeletedProducts,
  saveProducts,
  saveWrittenClasses,
  type ClassChange,
  type ClassifiedProduct,
} from "~/db/product-repository.server";
import { advanceProgress, endProgress, startProgress } from "~/db/progress-repository.server";
import { classifyCatalogueProduct } from "~/domain/policy/classify-catalogue-product";
import { doubtOf } from "~/domain/policy/doubts";
import { isListedNow } from "~/domain/policy/listing";
import type { AdminClient } from "~/shopify/admin-client.server";
import { countProducts } from "~/shopify/operations/count-changes.server";
import { readProductPages, readProducts, type ReadProduct } from "~/shopify/operations/read-products.server";
import { METAFIELDS_PER_CALL, setMetafields } from "~/shopify/operations/set-metafields.server";
import { toProductFacts } from "~/shopify/product-facts";
import { isOverdue } from "./overdue";
import { forWorkingShop } from "./working-shop.server";

const PRODUCTS_PER_CALL = 5;

interface ClassifyContext {
  db: PrismaClient;
  shop: string;
  admin: AdminClient;
  policy: PublishedPolicy;
  at: Date;
}

/** Classifies products by the policy in force (R3), logs their listing (R30) and tells the storefront. */
export async function classifyProducts(
  db: PrismaClient,
  { shop, productIds, at }: { shop: string; productIds: readonly string[]; at: Date },
): Promise<void> {
  await forWorkingShop(db, { shop, priority: "background" }, async ({ admin }) => {
    const policy = await currentPolicy(db, shop);
    const ids = [...new Set(productIds)];
    for (let start = 0; start < ids.length; start += PRODUCTS_PER_CALL) {
      const asked = ids.slice(start, start + PRODUCTS_PER_CALL);
      const products = await readProducts(admin, asked, { withCollections: asksForCollections(policy) });
      await classify({ db, shop, admin, policy, at }, products);
      const found = new Set(products.map(({ id }) => id));
      await forgetDeleted(
        { db, shop, at },
        asked.filter((id) => !found.has(id)),
      );
    }
  });
}

/** The same for the whole catalogue, or for what of it changed since an instant. */
export async function readCatalogue(
  db: PrismaClient,
  { shop, since, at }: { shop: string; since: Date | null; at: Date },
): Promise<void> {
  await forWorkingShop(db, { shop, priority: "background" }, async ({ admin }) => {
    const policy = await currentPolicy(db, shop);
    const total = await countProducts(admin, since);
    await startProgress(db, { shop, work: "read-catalogue", total, at: new Date() });
    for await (const products of readProductPages(admin, { since, withCollections: asksForCollections(policy) })) {
      if (since !== null) await noteMissed(db, { shop, at }, products);
      await classify({ db, shop, admin, policy, at }, products);
      await advanceProgress(db, { shop, work: "read-catalogue", by: products.length, at: new Date() });
    }
    await endProgress(db, { shop, work: "read-catalogue", at: new Date() });
  });
}

/** Remembers the products that changed a while ago and of which nobody told us. */
async function noteMissed(
  db: PrismaClient,
  { shop, at }: { shop: string; at: Date },
  products: readonly ReadProduct[],
): Promise<void> {
  const known = await findProductTimes(
    db,
    shop,
    products.map(({ id }) => id),
  );
  const missed = products.filter(({ id, updatedAt }) => {
    const knownTo = known.get(id);
    return isOverdue(updatedAt, at) && (knownTo === undefined || knownTo < updatedAt);
  });
  await saveMissedChanges(
    db,
    { shop, at },
    missed.map(({ id, title, updatedAt }) => ({
      kind: "product",
      subjectId: id,
      orderId: null,
      name: title,
      changedAt: updatedAt,
    })),
  );
}

const asksForCollections = ({ settings }: PublishedPolicy): boolean => settings.electronic.collections.length > 0;

async function classify(context: ClassifyContext, products: readonly ReadProduct[]): Promise<void> {
  if (products.length === 0) return;
  const { db, shop, policy, at } = context;
  const classified = products.map((product) => toClassified(product, policy));
  await db.$transaction(async (tx) => {
    const changes = await saveProducts(tx, { shop, products: classified, at });
    await appendEvents(
      tx,
      changes
        .filter(({ before, after }) => before !== after)
        .map((change) => classifiedEvent(context, change, classified)),
    );
  });
  await tellStorefront(context, classified);
}

function toClassified(product: ReadProduct, policy: PublishedPolicy): ClassifiedProduct {
  const skusOf = ({ variants }: Pick<ReadProduct, "variants">): string[] =>
    variants.nodes.flatMap(({ sku }) => sku ?? []);
  const components = product.bundleComponents.nodes.map(({ componentProduct }) => ({
    product: toProductFacts(componentProduct),
    skus: skusOf(componentProduct),
  }));
  const facts = { product: toProductFacts(product), skus: skusOf(product), components };
  const { electronic } = policy.settings;
  return {
    productId: product.id,
    title: product.title,
    classification: classifyCatalogueProduct(facts, electronic),
    facts,
    doubt: doubtOf(facts, electronic),
    listed: isListedNow(facts.product),
    policyVersion: policy.version,
    shopifyUpdatedAt: product.updatedAt,
    writtenClass: product.returnClass?.value ?? null,
  };
}

/** Writes `$app:return_class` where it differs; what is there already is left alone. */
async function tellStorefront({ db, shop, admin }: ClassifyContext, products: readonly ClassifiedProduct[]) {
  const outdated = products.filter(({ classification, writtenClass }) => classification.class !== writtenClass);
  for (let start = 0; start < outdated.length; start += METAFIELDS_PER_CALL) {
    const chunk = outdated.slice(start, start + METAFIELDS_PER_CALL);
    await setMetafields(
      admin,
      chunk.map(({ productId, classification }) => ({
        ownerId: productId,
        key: "return_class",
        type: "single_line_text_field",
        value: classification.class,
      })),
    );
    const written = new Map(chunk.map(({ productId, classification }) => [productId, classification.class]));
    await saveWrittenClasses(db, shop, written);
  }
}

function classifiedEvent(
  { shop, at, policy }: ClassifyContext,
  { productId, before, after }: ClassChange,
  classified: readonly ClassifiedProduct[],
): CaseEvent {
  const rule = classified.find((product) => product.productId === productId)?.classification.rule;
  const details = { rule, version: policy.version, before, after };
  return { shop, subject: "product", subjectId: productId, code: "product-classified", by: "app", at, details };
}

async function forgetDeleted(
  { db, shop, at }: Pick<ClassifyContext, "db" | "shop" | "at">,
  productIds: readonly string[],
): Promise<void> {
  if (productIds.length === 0) return;
  await db.$transaction(async (tx) => {
    const gone = await saveDeletedProducts(tx, { shop, productIds, at });
    const event = { shop, subject: "product", code: "product-deleted", by: "shopify", at, details: {} } as const;
    await appendEvents(
      tx,
      gone.map((subjectId) => ({ ...event, subjectId })),
    );
  });
}
