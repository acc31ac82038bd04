import { type Quantity, units } from '../../measures/quantity.ts';
import { parseQuantity, quantityIn } from '../../measures/read-quantity.ts';
import type { LineChange } from '../../ordering/change-lines.ts';
import type { Fields } from '../limits.ts';

/** What was changed in a cart's table, and what cannot be understood, by line. */
export type Quantities = { changes: LineChange[]; wrong: Map<string, string> };

/**
 * Reads the table of a cart: `q.<line>` what stands in the field now and
 * `was.<line>` what stood there when the page was made. Only fields that a
 * person changed are changes, so nobody overwrites another's line unseen.
 */
export function readQuantities(fields: Fields): Quantities {
  const changes: LineChange[] = [];
  const wrong = new Map<string, string>();
  for (const [name, [text = '']] of fields) {
    if (!name.startsWith('q.')) continue;
    const lineId = name.slice(2);
    if (!isUuid(lineId)) continue;
    const was = fields.get(`was.${lineId}`) ?? [];
    const seen = was.length === 1 ? quantitySeen(was[0] ?? '') : undefined;
    const read = parseQuantity(text);
    if (!read.ok || !seen || fields.get(name)?.length !== 1) {
      wrong.set(lineId, text);
      continue;
    }
    const quantity = quantityIn(read, seen.unit);
    const isSame = quantity.amountMilli === seen.amountMilli && quantity.unit === seen.unit;
    if (!isSame) changes.push({ lineId, seen, quantity, lengthMm: read.lengthMm });
  }
  return { changes, wrong };
}

/** `12000 pcs`, as the page wrote it. */
function quantitySeen(text: string): Quantity | undefined {
  const [, amount = '', word] = /^(\d{1,15}) (\w+)$/.exec(text) ?? [];
  const unit = units.find((one) => one === word);
  return unit && { amountMilli: Number(amount), unit };
}

/** Whether the name of a field names a line: an id as we write it. */
export const isUuid = (text: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
