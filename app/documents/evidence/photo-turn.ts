/** By how much a picture must be turned clockwise to stand upright. */
export type Turn = 0 | 90 | 180 | 270;

/** EXIF's orientation without its mirrored kinds, which cameras do not write. */
const TURNS: Readonly<Record<number, Turn>> = { 1: 0, 3: 180, 6: 90, 8: 270 };

const ORIENTATION = 0x0112;
const APP1 = 0xe1;
const START_OF_SCAN = 0xda;

/**
 * How a telephone was held when it took a JPEG: it writes the pixels as the sensor lies and the turn beside them. What cannot be
 * read is upright; a photo is no reason to fail.
 */
export function turnOf(jpeg: Uint8Array): Turn {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  let at = 2;
  while (at + 4 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const length = view.getUint16(at + 2);
    if (marker === START_OF_SCAN) return 0;
    if (marker === APP1 && at + 2 + length <= view.byteLength) {
      const turn = turnInExif(new DataView(view.buffer, view.byteOffset + at + 4, Math.max(0, length - 2)));
      if (turn !== null) return turn;
    }
    at += 2 + length;
  }
  return 0;
}

const HEADER = 6;

function turnInExif(exif: DataView): Turn | null {
  if (exif.byteLength < HEADER + 8 || exif.getUint32(0) !== 0x45786966) return null; // "Exif"
  const isLittle = exif.getUint16(HEADER) === 0x4949;
  const directory = HEADER + exif.getUint32(HEADER + 4, isLittle);
  if (directory + 2 > exif.byteLength) return null;
  const entries = exif.getUint16(directory, isLittle);
  for (let index = 0; index < entries; index += 1) {
    const entry = directory + 2 + index * 12;
    if (entry + 12 > exif.byteLength) return null;
    if (exif.getUint16(entry, isLittle) === ORIENTATION) return TURNS[exif.getUint16(entry + 8, isLittle)] ?? 0;
  }
  return null;
}
