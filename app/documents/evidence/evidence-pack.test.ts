import { deflateSync } from "node:zlib";
import { PDFDocument, PDFName } from "pdf-lib";
import { describe, expect, it } from "vitest";
import { anEvidence, anEvidenceLine } from "../../../test/builders/evidence";
import { readPdf } from "../../../test/kit/pdf";
import { readerOf } from "~/texts/languages";
import type { EvidenceFacts, EvidencePhoto } from "./evidence-facts";
import { evidencePack } from "./evidence-pack";
import { turnOf } from "./photo-turn";

const packOf = (facts: Partial<EvidenceFacts> = {}, locale = "en-CA") =>
  evidencePack(anEvidence(facts), readerOf(locale));
const read = async (facts: Partial<EvidenceFacts> = {}, locale = "en-CA") => readPdf(await packOf(facts, locale));

/** One pixel, but a whole JPEG. */
const JPEG = Buffer.from(
  "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AR//Z",
  "base64",
);

/** A JPEG of a camera that was turned: EXIF stands right behind the start. */
function turned(orientation: number): Buffer {
  const exif = Buffer.alloc(6 + 8 + 2 + 12 + 4);
  exif.write("Exif\0\0", 0, "latin1");
  exif.write("MM\0*", 6, "latin1");
  exif.writeUInt32BE(8, 10);
  exif.writeUInt16BE(1, 14);
  exif.writeUInt16BE(0x0112, 16);
  exif.writeUInt16BE(3, 18);
  exif.writeUInt32BE(1, 20);
  exif.writeUInt16BE(orientation, 24);
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([head, exif, JPEG.subarray(2)]);
}

const CRC = Buffer.alloc(4);
const chunk = (type: string, data: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type, "latin1"), data, CRC]);
};

/** A PNG that says that it is that large, and whose pixels unpack to so many bytes. */
function png(side: number, unpacked: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = chunk("IDAT", deflateSync(Buffer.alloc(unpacked)));
  return Buffer.concat([signature, chunk("IHDR", header), pixels, chunk("IEND", Buffer.alloc(0))]);
}

const photo = (type: EvidencePhoto["type"], bytes: Buffer): EvidencePhoto => ({
  from: "parcel",
  number: "RMA-100001-4",
  at: "2026-02-20T15:00:00Z",
  type,
  bytes,
});

async function imagesIn(pack: Uint8Array): Promise<number> {
  const pdf = await PDFDocument.load(pack);
  const objects = pdf.context.enumerateIndirectObjects().map(([, object]) => object.toString());
  return objects.filter((text) => text.includes(`/Subtype ${PDFName.of("Image").toString()}`)).length;
}

describe("the evidence pack", () => {
  it("holds what was agreed, what happened, what was told and how it was worked out", async () => {
    const { title, language, pages } = await read();
    const text = pages.join(" ");

    expect({ title, language }).toEqual({ title: "Evidence about order #1001", language: "en-CA" });
    for (const said of [
      "Version 3 (in force since Jan 1, 2026",
      "RX-2N gauge",
      "“No return on electronic parts.”",
      "Warranty until: Jan 31, 2027.",
      "Too much refunded",
      "“Restock fees of 25% applied on return goods.”",
      "$34.25",
      "Rita Refunds",
      "gid://shopify/Refund/77",
      "RMA-100001-4 · Return",
      "The bolts are too long.",
      "1Z999",
      "Dana Dock",
      "Never mounted",
      "How the refund was worked out",
      "$51.74",
      "RMA-100001-4: your return is approved",
      "Print the attached form.",
      "Order judged · Policy version 3",
      "The policy, version 3",
      "All other items need to have an RMA number prior to be sent.",
      "Copy of the invoice",
    ])
      expect(text).toContain(said);
    expect(text).not.toMatch(/\b(evidence|breaches|rma|order|verdict|events)\.[a-z]/i);
  });

  it("is written in its reader's language", async () => {
    const { title, language, pages } = await read({}, "fr-CA");
    const text = pages.join(" ");

    expect({ title, language }).toEqual({ title: "Preuves sur la commande #1001", language: "fr-CA" });
    for (const said of [
      "Aucun retour sur les pièces électroniques.",
      "34,25 $",
      "31 janv. 2026",
      "La politique, version 3",
    ])
      expect(text).toContain(said);
    expect(text).not.toMatch(/\b(evidence|breaches|verdict|events)\.[a-z]/i);
  });

  it("flows 250 items and a long timeline over pages and loses none of them", async () => {
    const lines = Array.from({ length: 250 }, (_, index) =>
      anEvidenceLine({ sku: `SKU-${index}`, title: `Part ${index}.` }),
    );
    const timeline = Array.from({ length: 900 }, (_, index) => ({
      at: "2026-02-20T15:00:00Z",
      code: "order-skipped",
      by: "app",
      details: { words: `Act ${index}.` },
    }));

    const { pages, reach } = await read({ lines, timeline });

    const text = pages.join(" ");
    expect(lines.filter(({ title }) => !text.includes(title))).toEqual([]);
    expect(timeline.filter(({ details }) => !text.includes(details.words))).toEqual([]);
    expect(pages.filter((page) => !page.includes("Evidence about order #1001 · Page"))).toEqual([]);
    for (const { right, bottom } of reach) {
      expect(right).toBeLessThanOrEqual(612 - 48 + 0.5);
      expect(bottom).toBeGreaterThanOrEqual(29);
    }
  }, 20_000);

  it("shows photos, and attaches what a PDF cannot show or what is a trap", async () => {
    const photos = [
      photo("image/jpeg", JPEG),
      photo("image/jpeg", turned(6)),
      photo("image/jpeg", Buffer.from("\u00ff\u00d8\u00ffnot a picture", "latin1")),
      photo("image/heic", Buffer.from("ftypheic")),
      photo("image/png", png(60_000, 10)),
      photo("image/png", png(1, 40 * 1_024 * 1_024)),
    ];

    const pack = await packOf({ photos, photosLeftOut: 2 });

    expect(await imagesIn(pack)).toBe(2);
    const text = (await readPdf(pack)).pages.join(" ");
    for (const name of ["photo-3.jpeg", "photo-4.heic", "photo-5.png", "photo-6.png"]) expect(text).toContain(name);
    expect(text).toContain("Photo 1, taken at the dock · RMA-100001-4");
    expect(text).toContain("2 more photos are kept with the case");
  });

  it("is made of a claim without an order, and without Shopify", async () => {
    const elsewhere = await read({ order: null, lines: [], breaches: [], invoice: null });
    const alone = await read({ invoice: null });

    expect(elsewhere.pages.join(" ")).toContain("bought from a dealer");
    expect(alone.pages[0]).toContain("Shopify could not be asked for the invoice");
  });
});

describe("how a camera was held", () => {
  it.each([
    { orientation: 1, turn: 0 },
    { orientation: 3, turn: 180 },
    { orientation: 6, turn: 90 },
    { orientation: 8, turn: 270 },
    { orientation: 99, turn: 0 },
  ])("is turned by $turn degrees for $orientation", ({ orientation, turn }) => {
    expect(turnOf(turned(orientation))).toBe(turn);
  });

  it("is upright where nothing can be read", () => {
    for (let end = 0; end < 60; end += 1) expect([0, 90]).toContain(turnOf(turned(6).subarray(0, end)));
    expect(turnOf(JPEG)).toBe(0);
  });
});
