import { rgb, type PDFDocument, type PDFFont, type PDFPage } from "pdf-lib";
import type { Fonts } from "./fonts.server";
import { printable } from "./printable";

/** US Letter, which printers in Canada and the United States have; points. */
const PAGE = [612, 792] as const;
export const MARGIN = 48;
const FOOT = 44;
export const WIDTH = PAGE[0] - 2 * MARGIN;
const LINE_HEIGHT = 1.3;
const INK = rgb(0.1, 0.1, 0.1);
const GREY = rgb(0.38, 0.38, 0.38);
const RULE = rgb(0.75, 0.75, 0.75);

/** Pages that are filled from the top down; what does not fit begins the next one. */
export interface Sheet {
  readonly pdf: PDFDocument;
  readonly fonts: Fonts;
  page: PDFPage;
  /** Where the next line's top is, from the bottom of the page. */
  y: number;
}

export function newSheet(pdf: PDFDocument, fonts: Fonts): Sheet {
  return { pdf, fonts, page: pdf.addPage([...PAGE]), y: PAGE[1] - MARGIN };
}

export function turnPage(sheet: Sheet): void {
  sheet.page = sheet.pdf.addPage([...PAGE]);
  sheet.y = PAGE[1] - MARGIN;
}

/** Begins a new page when what comes next would not fit on this one. Returns whether it did. */
export function makeRoom(sheet: Sheet, height: number): boolean {
  if (sheet.y - height >= MARGIN + FOOT) return false;
  turnPage(sheet);
  return true;
}

export interface Style {
  size?: number;
  bold?: boolean;
  grey?: boolean;
  /** From the left margin. */
  x?: number;
  width?: number;
  align?: "right";
}

const fontOf = ({ fonts }: Sheet, { bold }: Style): PDFFont => (bold ? fonts.bold : fonts.regular);

/** A text in lines of at most that width; a word that is longer than a line is broken. */
export function wrap(sheet: Sheet, text: string, style: Style): string[] {
  const { size = 9, width = WIDTH } = style;
  const font = fontOf(sheet, style);
  const fits = (line: string) => font.widthOfTextAtSize(line, size) <= width;
  const lines: string[] = [];
  let line = "";
  // An ordinary space ends a line, a no-break space does not.
  for (const word of printable(text, sheet.fonts.known).split(/ +/)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    line = word;
    while (!fits(line)) {
      const part = longestFit(line, fits);
      lines.push(part);
      line = line.slice(part.length);
    }
  }
  return [...lines, line];
}

/** As much of a word as fits, up to its last hyphen where it has one. */
function longestFit(word: string, fits: (text: string) => boolean): string {
  let part = "";
  for (const letter of word) {
    if (part !== "" && !fits(part + letter)) break;
    part += letter;
  }
  const hyphen = part.lastIndexOf("-") + 1;
  return hyphen > 1 ? part.slice(0, hyphen) : part;
}

export const heightOf = (lines: readonly string[], { size = 9 }: Style): number => lines.length * size * LINE_HEIGHT;

/** Draws lines with their top at `top`; leaves the place of the next line to the caller. */
export function drawLines(sheet: Sheet, lines: readonly string[], { top, ...style }: Style & { top: number }): void {
  const { size = 9, x = 0, width = WIDTH } = style;
  const font = fontOf(sheet, style);
  lines.forEach((line, index) => {
    const shift = style.align === "right" ? width - font.widthOfTextAtSize(line, size) : 0;
    const y = top - size * (index * LINE_HEIGHT + 1);
    sheet.page.drawText(line, { x: MARGIN + x + shift, y, size, font, color: style.grey ? GREY : INK });
  });
}

/** A paragraph over the width that its style gives it, line by line, so that a long one flows over pages. */
export function write(sheet: Sheet, text: string, style: Style = {}): void {
  for (const line of wrap(sheet, text, style)) {
    const height = heightOf([line], style);
    makeRoom(sheet, height);
    drawLines(sheet, [line], { ...style, top: sheet.y });
    sheet.y -= height;
  }
}

export function gap(sheet: Sheet, height: number): void {
  sheet.y -= height;
}

export function rule(sheet: Sheet): void {
  sheet.page.drawLine({
    start: { x: MARGIN, y: sheet.y },
    end: { x: MARGIN + WIDTH, y: sheet.y },
    thickness: 0.5,
    color: RULE,
  });
}

/** A heading, kept with what follows it. */
export function writeHeading(sheet: Sheet, text: string): void {
  gap(sheet, 12);
  makeRoom(sheet, 60);
  write(sheet, text, { size: 11, bold: true });
  gap(sheet, 3);
}

export interface Block {
  label: string;
  lines: readonly string[];
  bold?: boolean;
}

/** Blocks beside each other, each under its label; all end above what comes next. */
export function writeBeside(sheet: Sheet, blocks: readonly Block[]): void {
  const width = WIDTH / blocks.length - 12;
  const parts = blocks.map(({ label, lines, bold }, index) => {
    const style: Style = { size: 10, width, x: index * (width + 12), bold: bold ?? false };
    return { label, style, lines: lines.flatMap((line) => wrap(sheet, line, style)) };
  });
  const height = 14 + Math.max(...parts.map(({ lines, style }) => heightOf(lines, style)));
  makeRoom(sheet, height);
  const top = sheet.y;
  for (const { label, style, lines } of parts) {
    drawLines(sheet, wrap(sheet, label, { ...style, size: 8 }), { ...style, size: 8, bold: false, grey: true, top });
    drawLines(sheet, lines, { ...style, top: top - 13 });
  }
  sheet.y -= height;
}

export interface Column {
  title: string;
  width: number;
  align?: "right";
}

const CELL_GAP = 10;

/** A table whose cells wrap and whose head is repeated on each page that it reaches. */
export function writeTable(sheet: Sheet, columns: readonly Column[], rows: readonly (readonly string[])[]): void {
  const styles = columns.map(({ width, align }, index): Style => ({
    size: 8.5,
    x: columns.slice(0, index).reduce((sum, column) => sum + column.width, 0),
    width: index + 1 < columns.length ? width - CELL_GAP : width,
    ...(align === undefined ? {} : { align }),
  }));
  const draw = (cells: readonly string[], bold: boolean) => {
    const wrapped = cells.map((cell, index) => wrap(sheet, cell, { ...styles[index], bold }));
    const height = Math.max(...wrapped.map((lines) => heightOf(lines, { size: 8.5 }))) + 5;
    if (makeRoom(sheet, height) && !bold) drawHead();
    wrapped.forEach((lines, index) => drawLines(sheet, lines, { ...styles[index], bold, top: sheet.y - 2 }));
    sheet.y -= height;
    rule(sheet);
  };
  const drawHead = () => {
    const titles = columns.map(({ title }) => title);
    draw(titles, true);
  };
  drawHead();
  for (const row of rows) draw(row, false);
}

/** A label and its amount on one line, set to the right margin. */
export function writeSum(
  sheet: Sheet,
  label: string,
  { value, bold = false }: { value: string; bold?: boolean },
): void {
  const width = 130;
  const style: Style = { size: 10, bold, align: "right" };
  const lines = wrap(sheet, label, { ...style, width: WIDTH - width });
  const height = heightOf(lines, style);
  makeRoom(sheet, height);
  drawLines(sheet, lines, { ...style, width: WIDTH - width, top: sheet.y });
  drawLines(sheet, [printable(value, sheet.fonts.known)], { ...style, x: WIDTH - width, width, top: sheet.y });
  sheet.y -= height;
}

/** A box to tick, and what it stands for. */
export function writeTick(sheet: Sheet, text: string): void {
  const style = { size: 10, x: 18, width: WIDTH - 18 } as const;
  const lines = wrap(sheet, text, style);
  const height = heightOf(lines, style) + 4;
  makeRoom(sheet, height);
  sheet.page.drawRectangle({
    x: MARGIN,
    y: sheet.y - 11,
    width: 10,
    height: 10,
    borderColor: INK,
    borderWidth: 0.8,
  });
  drawLines(sheet, lines, { ...style, top: sheet.y });
  sheet.y -= height;
}

/** Bars of one height, at the right margin when they are to stand beside a text. */
export function drawBars(
  sheet: Sheet,
  { bars, width }: { bars: readonly { at: number; width: number }[]; width: number },
  { top, height, module }: { top: number; height: number; module: number },
): void {
  const left = MARGIN + WIDTH - width * module;
  for (const bar of bars) {
    sheet.page.drawRectangle({
      x: left + bar.at * module,
      y: top - height,
      width: bar.width * module,
      height,
      color: INK,
    });
  }
}

/** Numbers the pages, once all are there, with the case on each: pages of a parcel come apart. */
export function numberPages(sheet: Sheet, textOf: (page: number, pages: number) => string): void {
  const pages = sheet.pdf.getPages();
  pages.forEach((page, index) => {
    const text = printable(textOf(index + 1, pages.length), sheet.fonts.known);
    page.drawText(text, { x: MARGIN, y: 30, size: 8, font: sheet.fonts.regular, color: GREY });
  });
}
