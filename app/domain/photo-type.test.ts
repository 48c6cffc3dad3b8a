import { describe, expect, it } from "vitest";
import { photoTypeOf } from "./photo-type";

const bytes = (...parts: (string | number)[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === "number" ? [part] : [...part].map((one) => one.charCodeAt(0)))),
  );

describe("photoTypeOf", () => {
  it.each([
    { name: "JPEG", file: bytes(0xff, 0xd8, 0xff, 0xe0, 0, 16, "JFIF"), type: "image/jpeg" },
    { name: "PNG", file: bytes(0x89, "PNG\r\n", 0x1a, "\n", 0, 0, 0, 13, "IHDR"), type: "image/png" },
    { name: "WebP", file: bytes("RIFF", 1, 2, 3, 4, "WEBPVP8 "), type: "image/webp" },
    { name: "HEIC", file: bytes(0, 0, 0, 24, "ftypheic", 0, 0, 0, 0), type: "image/heic" },
    { name: "HEIF of another telephone", file: bytes(0, 0, 0, 24, "ftypmif1"), type: "image/heic" },
  ])("knows a $name by its content", ({ file, type }) => {
    expect(photoTypeOf(file)).toBe(type);
  });

  it.each([
    { name: "an executable", file: bytes("MZ", 0x90, 0, 3) },
    { name: "a program of Linux", file: bytes(0x7f, "ELF", 2, 1) },
    { name: "a page", file: bytes("<!doctype html><script>") },
    { name: "an SVG", file: bytes('<svg xmlns="http://www.w3.org/2000/svg">') },
    { name: "a GIF", file: bytes("GIF89a") },
    { name: "a PDF", file: bytes("%PDF-1.7") },
    { name: "a film", file: bytes(0, 0, 0, 24, "ftypisom") },
    { name: "a sound in the same container as WebP", file: bytes("RIFF", 1, 2, 3, 4, "WAVE") },
    { name: "what ends like a WebP but begins otherwise", file: bytes("RIFX", 1, 2, 3, 4, "WEBP") },
    { name: "what has a brand of HEIC and is no such container", file: bytes(0, 0, 0, 24, "moovheic") },
    { name: "the start of a JPEG cut short", file: bytes(0xff, 0xd8) },
    { name: "a PNG whose line ends were changed", file: bytes(0x89, "PNG\n", 0x1a, "\n") },
    { name: "nothing", file: bytes() },
  ])("knows that $name is no photo", ({ file }) => {
    expect(photoTypeOf(file)).toBeNull();
  });
});
