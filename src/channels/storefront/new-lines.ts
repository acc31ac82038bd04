import { z } from 'zod';
import { parseQuantity, quantityIn } from '../../measures/read-quantity.ts';
import { type Unit, units } from '../../measures/quantity.ts';
import type { WantedLine } from '../../ordering/add-lines.ts';
import { derivedId } from '../../platform/derived-id.ts';
import type { Fields } from '../limits.ts';

/** A row as it was typed, with what is wrong with it. */
export type TypedLine = {
  sku: string;
  quantity: string;
  unit: string;
  length: string;
  problem: 'quantity' | 'length' | undefined;
};

/** Rows that were filled, as they were typed, and the key that makes the form repeatable. */
export type NewLines = { key: string; typed: readonly TypedLine[] };

const Key = z.uuid();
const SKU_MAX = 64;
const LENGTH_MM_MAX = 30_000;

/**
 * Reads the rows of a table of products: `q.<sku>` the quantity, `u.<sku>` its
 * unit, `l.<sku>` a length in metres to cut to, and `key`. Empty rows are left
 * out; a row that is no quantity keeps what was typed and says so. Without a
 * valid key the form is nobody's: no rows.
 */
export function readNewLines(fields: Fields): NewLines {
  const key = Key.safeParse(fields.get('key')?.[0]).data;
  if (!key) return { key: '', typed: [] };
  const typed = [...fields]
    .filter(([name, [text = '']]) => name.startsWith('q.') && text.trim() !== '')
    .map(([name, [quantity = '']]) => {
      const sku = name.slice(2, 2 + SKU_MAX);
      const unit = fields.get(`u.${sku}`)?.[0] ?? '';
      const length = fields.get(`l.${sku}`)?.[0] ?? '';
      return { sku, quantity, unit, length, problem: problemOf(quantity, length) };
    });
  return { key, typed };
}

function problemOf(quantity: string, length: string): TypedLine['problem'] {
  if (!parseQuantity(quantity).ok) return 'quantity';
  return length.trim() !== '' && lengthMmOf(length) === undefined ? 'length' : undefined;
}

/** A row that has no problem, as the line it wants of a product. The id follows from the form, so a second click is known. */
export function wantedLineOf(
  row: TypedLine,
  of: { key: string; productId: string },
): WantedLine | undefined {
  const read = parseQuantity(row.quantity);
  if (!read.ok) return undefined;
  return {
    id: derivedId(of.key, row.sku),
    productId: of.productId,
    quantity: quantityIn(read, unitOf(row.unit)),
    lengthMm: read.lengthMm ?? lengthMmOf(row.length),
  };
}

const unitOf = (text: string): Unit => units.find((unit) => unit === text) ?? 'pcs';

/** Metres as typed, in millimetres: `2,5` is 2 500. */
function lengthMmOf(text: string): number | undefined {
  const read = parseQuantity(text);
  const isMetres = read.ok && (read.unit === undefined || read.unit === 'm');
  return isMetres && read.amountMilli <= LENGTH_MM_MAX ? read.amountMilli : undefined;
}
