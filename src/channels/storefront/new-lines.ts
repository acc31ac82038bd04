import { z } from 'zod';
import { parseQuantity, quantityIn } from '../../measures/read-quantity.ts';
import { type Unit, units } from '../../measures/quantity.ts';
import type { WantedLine } from '../../ordering/add-lines.ts';
import { derivedId } from '../../platform/derived-id.ts';
import { newId } from '../../platform/id.ts';
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
export type NewLines = { key: string; isKeyed: boolean; typed: readonly TypedLine[] };

const Key = z.uuid();
const SKU_MAX = 64;
const LENGTH_MM_MAX = 30_000;

/**
 * Reads the rows of a table of products: `q.<sku>` the quantity, `u.<sku>` its
 * unit, `l.<sku>` a length in metres to cut to, and `key`. Empty rows are left
 * out; a row that is no quantity, names no unit of ours or came twice keeps what
 * was typed and says so. Without a valid key nothing may be added (`isKeyed`), and
 * the rows get one under which they can be sent again.
 */
export function readNewLines(fields: Fields): NewLines {
  const key = Key.safeParse(onlyOne(fields, 'key')).data;
  const typed = [...fields]
    .filter(([name, [text = '']]) => name.startsWith('q.') && text.trim() !== '')
    .map(([name, [quantity = '']]) => {
      const sku = name.slice(2, 2 + SKU_MAX);
      const unit = fields.get(`u.${sku}`)?.[0] ?? 'pcs';
      const length = fields.get(`l.${sku}`)?.[0] ?? '';
      const isSentTwice = [name, `u.${sku}`, `l.${sku}`].some(
        (of) => (fields.get(of)?.length ?? 0) > 1,
      );
      const problem = isSentTwice || !isUnit(unit) ? 'quantity' : problemOf(quantity, length);
      return { sku, quantity, unit, length, problem } as const;
    });
  // Under a new key it can be sent again.
  return { key: key ?? newId(), isKeyed: key !== undefined, typed };
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

const isUnit = (text: string) => units.some((unit) => unit === text);
const onlyOne = (fields: Fields, name: string) => {
  const [text, ...more] = fields.get(name) ?? [];
  return more.length === 0 ? text : undefined;
};

const unitOf = (text: string): Unit => units.find((unit) => unit === text) ?? 'pcs';

/** Metres as typed, in millimetres: `2,5` is 2 500. */
function lengthMmOf(text: string): number | undefined {
  const read = parseQuantity(text);
  const isMetres = read.ok && (read.unit === undefined || read.unit === 'm');
  return isMetres && read.amountMilli <= LENGTH_MM_MAX ? read.amountMilli : undefined;
}
