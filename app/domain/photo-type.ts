export const PHOTO_TYPES = ["image/jpeg", "image/png", "image/webp", "image/heic"] as const;
export type PhotoType = (typeof PHOTO_TYPES)[number];

/** Brands of the container that telephones write HEIC photos in; a film begins in the same way with others. */
const HEIC_BRANDS = ["heic", "heix", "heim", "heis", "mif1", "msf1"];

/**
 * What a file is by its content; null when it is none of the kinds of photo that we keep. Its name and what its sender
 * calls it are not asked: an executable renamed .jpg is still an executable (R42).
 */
export function photoTypeOf(bytes: Uint8Array): PhotoType | null {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return "image/jpeg";
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "image/png";
  if (textAt(bytes, 0) === "RIFF" && textAt(bytes, 8) === "WEBP") return "image/webp";
  if (textAt(bytes, 4) === "ftyp" && HEIC_BRANDS.includes(textAt(bytes, 8))) return "image/heic";
  return null;
}

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

/** Four bytes as the letters that they stand for in these formats. */
const textAt = (bytes: Uint8Array, from: number): string => String.fromCharCode(...bytes.subarray(from, from + 4));
