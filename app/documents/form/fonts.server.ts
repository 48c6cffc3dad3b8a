import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import fontkit from "@pdf-lib/fontkit";
import type { PDFDocument, PDFFont } from "pdf-lib";

const require = createRequire(import.meta.url);

const readFonts = (): Promise<[regular: Buffer, bold: Buffer]> =>
  Promise.all([
    readFile(require.resolve("dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf")),
    readFile(require.resolve("dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf")),
  ]);

let files: Promise<[regular: Buffer, bold: Buffer]> | undefined;

export interface Fonts {
  regular: PDFFont;
  bold: PDFFont;
  /** Code points that both can show. */
  known: ReadonlySet<number>;
}

/** DejaVu Sans (Latin, Greek, Cyrillic and more) with only the letters that are used; read from disk once. */
export async function embedFonts(pdf: PDFDocument): Promise<Fonts> {
  files ??= readFonts();
  const [regularFile, boldFile] = await files;
  pdf.registerFontkit(fontkit);
  const regular = await pdf.embedFont(regularFile, { subset: true });
  const bold = await pdf.embedFont(boldFile, { subset: true });
  const inBold = new Set(bold.getCharacterSet());
  return { regular, bold, known: new Set(regular.getCharacterSet().filter((point) => inBold.has(point))) };
}
