import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pdfmake from 'pdfmake';
import type { Block, Paper } from '../paper.ts';
import { code128Bars } from './barcode.ts';

/** Has every letter of the three languages and ₸, ⌀, №; the narrow cut, for tables. */
const FONTS = { normal: 'DejaVuSansCondensed', bold: 'DejaVuSansCondensed-Bold' };
const MARGINS_PT = [34, 30, 34, 36];
const BODY_PT = 8.5;
const FOOT_PT = 7;
/** Pale enough to read what is below it. */
const ACROSS = { color: 'black', opacity: 0.12, bold: true, fontSize: 64, angle: -35 };
const HAIRLINE_PT = 0.4;
const PT_PER_MM = 72 / 25.4;
const LABEL_MARGIN_PT = 10;

const layouts = {
  ruled: {
    hLineWidth: () => HAIRLINE_PT,
    vLineWidth: () => HAIRLINE_PT,
    paddingLeft: () => 3,
    paddingRight: () => 3,
    paddingTop: () => 1.5,
    paddingBottom: () => 1.5,
  },
  plain: {
    hLineWidth: () => 0,
    vLineWidth: () => 0,
    paddingLeft: () => 0,
    paddingRight: () => 6,
    paddingTop: () => 1,
    paddingBottom: () => 1,
  },
};

/** Longer than what a column holds: a code or a name without a place to break. */
const LONG_WORD = /[^\s-]{30}/;
const BREAKS_ANYWHERE = { wordBreak: 'break-all' };

let isPrepared = false;

/** A paper may fetch nothing and read no file: its fonts are handed over, and both doors are closed. */
function prepare(): void {
  if (isPrepared) return;
  for (const name of Object.values(FONTS)) {
    const file = fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));
    pdfmake.virtualfs.writeFileSync(name, readFileSync(file));
  }
  pdfmake.setFonts({ DejaVu: FONTS });
  pdfmake.setTableLayouts(layouts);
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  isPrepared = true;
}

/**
 * Prints a paper as PDF. The same paper gives the same bytes each time: its file
 * is dated by the paper, and its id follows from what it says of itself. Takes
 * the processor for as long as it lays out, so a process that answers pages
 * prints in a thread.
 */
export async function renderPdf(paper: Paper): Promise<Buffer> {
  prepare();
  const { title, language, issuedOn, across, content } = paper;
  return pdfmake
    .createPdf({
      version: '1.7',
      language,
      info: { title, creationDate: new Date(`${issuedOn}T00:00:00Z`) },
      displayTitle: true,
      defaultStyle: { font: 'DejaVu', fontSize: BODY_PT },
      ...pagesOf(paper),
      ...(across === undefined ? {} : { watermark: { text: across, ...ACROSS } }),
      content: laidOut(content),
    })
    .getBuffer();
}

/** The pages: a label whole, A4 with its foot. */
function pagesOf({ title, isWide, labelMm, pageOf }: Paper): object {
  if (labelMm) {
    return {
      pageSize: { width: labelMm.width * PT_PER_MM, height: labelMm.height * PT_PER_MM },
      pageMargins: LABEL_MARGIN_PT,
    };
  }
  return {
    pageSize: 'A4',
    pageOrientation: isWide ? 'landscape' : 'portrait',
    pageMargins: MARGINS_PT,
    footer: (page: number, pages: number) => ({
      columns: [{ text: title }, { text: pageOf(page, pages), alignment: 'right', width: 90 }],
      margin: [MARGINS_PT[0], 8, MARGINS_PT[2], 0],
      fontSize: FOOT_PT,
    }),
  };
}

/**
 * A copy, since pdfmake writes into what it is given and draws what occurs twice
 * only once. A word that would push its table over the edge may break anywhere.
 */
function laidOut(node: unknown): unknown {
  if (typeof node === 'string')
    return LONG_WORD.test(node) ? { text: node, ...BREAKS_ANYWHERE } : node;
  if (Array.isArray(node)) return node.map(laidOut);
  if (typeof node !== 'object' || node === null) return node;
  if (isCode(node)) return { canvas: code128Bars(node.code128, node.size) };
  const copied = Object.entries(node).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : laidOut(value),
  ]);
  const isLong = 'text' in node && typeof node.text === 'string' && LONG_WORD.test(node.text);
  return { ...Object.fromEntries(copied), ...(isLong ? BREAKS_ANYWHERE : {}) };
}

const isCode = (node: object): node is Extract<Block, { code128: string }> => 'code128' in node;
