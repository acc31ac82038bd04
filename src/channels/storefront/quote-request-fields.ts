import { z } from 'zod';
import { units } from '../../measures/quantity.ts';
import { parseDecimal } from '../../measures/read-number.ts';
import { parseQuantity, quantityIn } from '../../measures/read-quantity.ts';
import type { NewRequestLine } from '../../ordering/quote.queries.ts';
import { readCuts, readOffcuts } from '../cut-list-field.ts';
import type { Fields } from '../limits.ts';

/** Rows for goods in the buyer's own words. */
export const FREE_ROWS = 6;
const TEXT_MAX = 300;
const NOTE_MAX = 1000;
const LARGEST_MINOR = 10_000_000_000;
const UnitField = z.enum(units);

/** What holds for the whole request. */
export const RequestHead = z.object({
  key: z.uuid(),
  cartId: z.uuid().optional(),
  wish: z.string().trim().max(TEXT_MAX),
  note: z.string().trim().max(NOTE_MAX),
});

type Problems = Record<string, string>;

/**
 * Reads the goods in the buyer's own words: `text.<row>`, `quantity.<row>`,
 * `unit.<row>`, `cuts.<row>` a cut list, `offcuts.<row>` what becomes of the rest, and `target.<row>`, the price per tonne that he
 * has in mind, in tenge. A row without words is none; a quantity need not be said.
 */
export function readFreeLines(fields: Fields): { lines: NewRequestLine[]; problems: Problems } {
  const problems: Problems = {};
  const lines: NewRequestLine[] = [];
  for (let row = 1; row <= FREE_ROWS; row += 1) {
    const text = (name: string) => onlyText(fields, `${name}.${row}`, problems);
    const typed = text('text');
    const [quantityText, unitText] = [text('quantity'), text('unit')];
    const targetPerTonneMinor = readTarget(fields, `target.${row}`, problems);
    const cuts = readCuts(text('cuts'));
    if (typeof cuts === 'string') problems[`cuts.${row}`] ??= cuts;
    const offcuts = readOffcuts(text('offcuts'));
    if (!offcuts) problems[`offcuts.${row}`] ??= 'choose';
    if (typed === '') {
      if (quantityText !== '' || cuts !== null) problems[`text.${row}`] ??= 'required';
      continue;
    }
    if (typed.length > TEXT_MAX) problems[`text.${row}`] ??= `tooLong:${TEXT_MAX}`;
    const read = parseQuantity(quantityText);
    const unit = UnitField.safeParse(unitText).data;
    const isSaid = quantityText !== '';
    if (!unit) problems[`unit.${row}`] ??= 'choose';
    if (isSaid && (!read.ok || read.lengthMm !== undefined)) {
      problems[`quantity.${row}`] ??= 'quantity';
    }
    const quantity = isSaid && read.ok && unit ? quantityIn(read, unit) : undefined;
    lines.push({
      ...{ productId: null, typed, targetPerTonneMinor },
      quantityMilli: quantity?.amountMilli ?? null,
      unit: quantity?.unit ?? null,
      cutting: Array.isArray(cuts) && offcuts ? { pieces: cuts, offcuts } : null,
    });
  }
  return { lines, problems };
}

/** A price per tonne that the buyer has in mind, in minor units; null where none is said. What is no price is a problem. */
export function readTarget(fields: Fields, name: string, problems: Problems): number | null {
  const text = onlyText(fields, name, problems);
  if (text === '') return null;
  const read = parseDecimal(text, { decimals: 2, largest: LARGEST_MINOR });
  if (read.ok && read.units > 0) return read.units;
  if (read.ok || read.problem !== 'too-large') problems[name] ??= read.ok ? 'positive' : 'number';
  else problems[name] ??= `tooLarge:${LARGEST_MINOR / 100}`;
  return null;
}

function onlyText(fields: Fields, name: string, problems: Problems): string {
  const [text = '', ...more] = fields.get(name) ?? [];
  if (more.length > 0) problems[name] ??= 'invalid';
  return text.trim();
}
