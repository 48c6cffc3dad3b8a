import { promisify } from "node:util";
import { inflate } from "node:zlib";
import type { PDFImage } from "pdf-lib";
import { turnPage, write, type Sheet } from "../form/sheet";
import type { EvidencePhoto } from "./evidence-facts";
import type { EvidenceWriter } from "./evidence-writer";
import { turnOf, type Turn } from "./photo-turn";
import { drawPhoto, writePart } from "./pieces";

const inflated = promisify(inflate);

/**
 * Photos as they came, on pages of their own. A PDF can show JPEG and PNG; other kinds, and files that are no picture after all,
 * are attached to it as they are.
 */
export async function writePhotos(
  sheet: Sheet,
  { photos, photosLeftOut }: { photos: readonly EvidencePhoto[]; photosLeftOut: number },
  writer: EvidenceWriter,
): Promise<void> {
  if (photos.length + photosLeftOut === 0) return;
  turnPage(sheet);
  writePart(sheet, writer.t("evidence.photos.title"));
  for (const [index, photo] of photos.entries()) {
    const caption = captionOf(photo, index, writer);
    const shown = await imageOf(sheet, photo);
    if (shown === null) await attach(sheet, photo, { index, caption, writer });
    else drawPhoto(sheet, shown.image, { turn: shown.turn, caption });
  }
  if (photosLeftOut > 0) write(sheet, writer.t("evidence.photos.leftOut", { count: photosLeftOut }));
}

function captionOf({ from, number, at }: EvidencePhoto, index: number, { t, at: moment }: EvidenceWriter): string {
  const what = t(`evidence.photos.from.${from}`, { number: index + 1 });
  return [what, ...(number === null ? [] : [number]), moment(at)].join(" · ");
}

/** A photo ready to be drawn; null for one that a PDF cannot show. Its sender chose its bytes: it may be broken, or a trap. */
async function imageOf(sheet: Sheet, { type, bytes }: EvidencePhoto): Promise<{ image: PDFImage; turn: Turn } | null> {
  try {
    // pdf-lib reads a JPEG from the start of its memory, where a Buffer need not begin.
    if (type === "image/jpeg") return { image: await sheet.pdf.embedJpg(Uint8Array.from(bytes)), turn: turnOf(bytes) };
    if (type === "image/png" && (await isHarmlessPng(bytes)))
      return { image: await sheet.pdf.embedPng(bytes), turn: 0 };
    return null;
  } catch {
    return null;
  }
}

async function attach(
  sheet: Sheet,
  { type, bytes }: EvidencePhoto,
  { index, caption, writer }: { index: number; caption: string; writer: EvidenceWriter },
): Promise<void> {
  const name = `photo-${index + 1}.${type.slice("image/".length)}`;
  await sheet.pdf.attach(bytes, name, { mimeType: type, description: caption });
  write(sheet, writer.t("evidence.photos.attached", { caption, name }));
}

const SIGNATURE = 8;
/** Eight megapixels of four bytes: more takes seconds to decode, and may be made to take memory that nobody has. */
const MOST_BYTES = 32 * 1_024 * 1_024;

/** Whether a PNG is small enough, by what it says of itself and by what its packed pixels really become. */
async function isHarmlessPng(bytes: Uint8Array): Promise<boolean> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const packed: Uint8Array[] = [];
  for (let at = SIGNATURE; at + 12 <= view.byteLength;) {
    const length = view.getUint32(at);
    const type = Buffer.from(bytes.subarray(at + 4, at + 8)).toString("latin1");
    if (type === "IHDR" && view.getUint32(at + 8) * view.getUint32(at + 12) * 4 > MOST_BYTES) return false;
    if (type === "IDAT") packed.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  await inflated(Buffer.concat(packed), { maxOutputLength: MOST_BYTES });
  return packed.length > 0;
}
