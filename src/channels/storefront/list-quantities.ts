import { type Quantity, units } from '../../measures/quantity.ts';
import { parseQuantity, quantityIn } from '../../measures/read-quantity.ts';
import type { Fields } from '../limits.ts';
import { isUuid } from './quantities.ts';

/** What was typed beside the lines of a list: understood (a blank one is no quantity), and what cannot be. */
export type ListQuantities = {
  quantities: { lineId: string; quantity: Quantity | undefined }[];
  wrong: Map<string, string>;
};

/** Reads `q.<line>`, the quantity as typed, and `u.<line>`, the unit that counts where none was typed. */
export function readListQuantities(fields: Fields): ListQuantities {
  const quantities: ListQuantities['quantities'] = [];
  const wrong = new Map<string, string>();
  for (const [name, [text = '', ...more]] of fields) {
    const lineId = name.slice(2);
    if (!name.startsWith('q.') || !isUuid(lineId)) continue;
    const read = text.trim() === '' ? undefined : parseQuantity(text);
    const [said, ...others] = fields.get(`u.${lineId}`) ?? [];
    const unit = units.find((one) => one === said);
    if (more.length + others.length > 0 || !unit || read?.ok === false) wrong.set(lineId, text);
    else quantities.push({ lineId, quantity: read && quantityIn(read, unit) });
  }
  return { quantities, wrong };
}
