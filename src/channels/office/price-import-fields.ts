import { parseDecimal } from '../../measures/read-number.ts';
import { COLUMNS_MAX, type PriceColumn, type PriceColumns } from '../../pricing/price-columns.ts';
import type { Fields } from '../limits.ts';

const HEAVIEST_STEP_G = 900_000_000;
const HEAD_ROWS_MAX = 30;

/** What a form says of the columns: `means.0`, `from.0` in tonnes and so on; `undefined` where that makes no sense. */
export function readImportColumns(fields: Fields): PriceColumns | undefined {
  const one = (name: string) => {
    const texts = fields.get(name) ?? [];
    return texts.length > 1 ? undefined : (texts[0] ?? '');
  };
  const headRows = parseDecimal(one('headRows') ?? 'x', { decimals: 0, largest: HEAD_ROWS_MAX });
  if (!headRows.ok || headRows.units < 0) return undefined;
  const columns: PriceColumn[] = [];
  for (let at = 0; at < COLUMNS_MAX && fields.has(`means.${at}`); at += 1) {
    const column = columnOf(one(`means.${at}`), one(`from.${at}`));
    if (!column) return undefined;
    columns.push(column);
  }
  return { headRows: headRows.units, columns };
}

function columnOf(means: string | undefined, from: string | undefined): PriceColumn | undefined {
  if (means === 'idle' || means === 'code' || means === 'words') return { means };
  if (means !== 'price') return undefined;
  if (from?.trim() === '') return { means, fromG: 0 };
  const read = parseDecimal(from ?? 'x', { decimals: 6, largest: HEAVIEST_STEP_G });
  return read.ok && read.units >= 0 ? { means, fromG: read.units } : undefined;
}
