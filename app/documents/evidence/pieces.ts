import type { PDFImage } from "pdf-lib";
import { degrees } from "pdf-lib";
import { drawLines, gap, heightOf, makeRoom, MARGIN, WIDTH, wrap, write, type Sheet } from "../form/sheet";
import type { Turn } from "./photo-turn";

/** A fact under its name; one without a value is left out. */
export type Pair = readonly [label: string, value: string | null];

const LABEL = 150;

/** Facts below each other, name and value side by side. */
export function writePairs(sheet: Sheet, pairs: readonly Pair[]): void {
  for (const [label, value] of pairs) {
    if (value === null) continue;
    const [left, right] = [{ width: LABEL - 12 }, { x: LABEL, width: WIDTH - LABEL }];
    const [names, values] = [wrap(sheet, label, left), wrap(sheet, value, right)];
    const height = Math.max(heightOf(names, {}), heightOf(values, {})) + 2;
    makeRoom(sheet, height);
    drawLines(sheet, names, { ...left, grey: true, top: sheet.y });
    drawLines(sheet, values, { ...right, top: sheet.y });
    sheet.y -= height;
  }
}

/** The name of a part of the pack, kept with what follows it. */
export function writePart(sheet: Sheet, text: string): void {
  gap(sheet, 18);
  makeRoom(sheet, 90);
  write(sheet, text, { size: 14, bold: true });
  gap(sheet, 4);
}

/** The name of one thing within a part. */
export function writeThing(sheet: Sheet, text: string): void {
  gap(sheet, 8);
  makeRoom(sheet, 50);
  write(sheet, text, { size: 10, bold: true });
  gap(sheet, 2);
}

/** Half a page, so that two photos stand on one. */
const TALLEST = 280;

/** A photo as it was held when it was taken, with its caption below it. */
export function drawPhoto(sheet: Sheet, image: PDFImage, { turn, caption }: { turn: Turn; caption: string }): void {
  const isOnItsSide = turn === 90 || turn === 270;
  const [across, down] = isOnItsSide ? [image.height, image.width] : [image.width, image.height];
  const scale = Math.min(WIDTH / across, TALLEST / down, 1);
  const [width, height] = [across * scale, down * scale];
  makeRoom(sheet, height + 24);
  const bottom = sheet.y - height;
  // pdf-lib turns counter-clockwise around the lower left corner of what it draws.
  const corner = {
    0: { x: 0, y: 0 },
    90: { x: 0, y: height },
    180: { x: width, y: height },
    270: { x: width, y: 0 },
  }[turn];
  sheet.page.drawImage(image, {
    x: MARGIN + corner.x,
    y: bottom + corner.y,
    width: image.width * scale,
    height: image.height * scale,
    rotate: degrees(-turn),
  });
  sheet.y = bottom - 4;
  write(sheet, caption, { size: 8.5, grey: true });
  gap(sheet, 10);
}
