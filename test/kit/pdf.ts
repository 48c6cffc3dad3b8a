import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

export interface ReadPdf {
  title: string;
  language: string;
  /** Page by page, its text in reading order, with single spaces. */
  pages: string[];
  /** Of all text on a page: how far it reaches to the right and down, in points. */
  reach: { right: number; bottom: number }[];
}

/** Reads a PDF back as a viewer does. */
export async function readPdf(file: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(file), useSystemFonts: false, verbosity: 0 });
  const pdf = await task.promise;
  const { info } = await pdf.getMetadata();
  const pages: string[] = [];
  const reach: ReadPdf["reach"] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    const texts = items.flatMap((item) => ("str" in item && item.str.trim() !== "" ? [item] : []));
    pages.push(
      items
        .map((item) => ("str" in item ? item.str + (item.hasEOL ? " " : "") : ""))
        .join("")
        .replace(/\s+/g, " "),
    );
    reach.push({
      right: Math.max(...texts.map(({ transform, width }) => Number(transform[4]) + width)),
      bottom: Math.min(...texts.map(({ transform }) => Number(transform[5]))),
    });
  }
  await task.destroy();
  const { Title: title = "", Language: language = "" } = info as { Title?: string; Language?: string }; // pdfjs: Object
  return { title, language, pages, reach };
}
