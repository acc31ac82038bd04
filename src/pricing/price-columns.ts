/** What a column of a price file says: a code of the goods, words of them, or the price of a tonne from a weight on. */
export type PriceColumn = { means: 'code' | 'words' | 'idle' } | { means: 'price'; fromG: number };

/** The columns of a file, and how many rows stand above the goods. */
export type PriceColumns = { headRows: number; columns: readonly PriceColumn[] };

type Rows = readonly (readonly string[])[];

/** So many first rows are looked at, for a head and to show a person. */
export const SAMPLE_ROWS = 30;
export const COLUMNS_MAX = 40;
/** As many steps as a price may have. */
const STEPS_MAX = 12;

const CODE =
  /^(?:sku|code|item (?:code|no|number)|article|article (?:no|number)|product code|артикул|код|код товара|код номенклатуры|номенклатурный (?:код|номер)|баркод|штрихкод|barcode|артикулы|коды|тауар коды)$/u;
const WORDS =
  /^(?:name|description|product|goods|item|size|sizes|grade|steel|standard|length|наименование.*|название|номенклатура|товар|продукция|размер.*|типоразмер|марка.*|сталь|профиль|гост|длина.*|атауы|тауар|тауар атауы|өлшемі|маркасы|болат|ұзындығы)$/u;
const PRICE = /цена|стоимост|прайс|price|баға/u;
const FROM =
  /(?:от|свыше|более|from|over|>=|≥|>)\s*(\d+(?:[.,]\d+)?)\s*(т(?:онн\p{L}*|н)?|t(?:onnes?|ons?)?|кг|kg)?(?!\p{L})|(\d+(?:[.,]\d+)?)\s*(т(?:онна)?|кг)[\s-]*(?:дан|ден|нан|нен|тан|тен|бастап)/u;
const UP_TO = /(?:до|менее|up to|under|<=|≤|<)\s*\d|\d\s*\p{L}*\s*дейін/u;

/** A head as it is compared: without case, brackets and signs around. */
const headOf = (cell: string) => cell.toLowerCase().replaceAll(/\s+/g, ' ').trim();
const plain = (head: string) =>
  head
    .replaceAll(/\([^)]*\)/g, ' ')
    .replaceAll(/[^\p{L}\d]+/gu, ' ')
    .trim();

/** What the head of a column says of it. */
function columnBy(cell: string): PriceColumn {
  const head = headOf(cell);
  const [, number, unit, other, otherUnit] = FROM.exec(head) ?? [];
  if (number ?? other) {
    const grams = /к|k/.test(unit ?? otherUnit ?? 'т') ? 1000 : 1_000_000;
    const fromG = Math.round(Number((number ?? other ?? '').replace(',', '.')) * grams);
    return { means: 'price', fromG };
  }
  if (PRICE.test(head) || (UP_TO.test(head) && /т|t|kg|кг/.test(head)))
    return { means: 'price', fromG: 0 };
  if (CODE.test(plain(head))) return { means: 'code' };
  return { means: WORDS.test(plain(head)) ? 'words' : 'idle' };
}

/** Whether prices can be read by these columns: goods by a code or by words, and steps of different weights. */
export function areComplete({ columns }: PriceColumns): boolean {
  const steps = columns.flatMap((column) => (column.means === 'price' ? [column.fromG] : []));
  const saysGoods = columns.some(({ means }) => means === 'code' || means === 'words');
  const fits = steps.length > 0 && steps.length <= STEPS_MAX;
  return saysGoods && fits && new Set(steps).size === steps.length;
}

/** The columns of a file by its head, which may stand below a title; `undefined` where no row is one. */
export function columnsByHead(rows: Rows): PriceColumns | undefined {
  const read = rows.slice(0, SAMPLE_ROWS).map((row, at) => ({
    headRows: at + 1,
    columns: onlyFirstCode(row.slice(0, COLUMNS_MAX).map(columnBy)),
  }));
  return read.find(areComplete);
}

/** Of several codes the first one counts. */
const onlyFirstCode = (columns: readonly PriceColumn[]): PriceColumn[] => {
  const first = columns.findIndex(({ means }) => means === 'code');
  return columns.map((column, at) =>
    column.means === 'code' && at !== first ? { means: 'idle' } : column,
  );
};

/** The columns that were set for an earlier file of the list, where its head stands in this one, too. */
export function columnsRemembered(
  rows: Rows,
  earlier: { heads: readonly string[]; columns: PriceColumns },
): PriceColumns | undefined {
  const wanted = earlier.heads.map(headOf).join('\n');
  if (wanted.trim() === '') return undefined;
  const at = rows.findIndex((row) => row.map(headOf).join('\n') === wanted);
  return at < 0 ? undefined : { ...earlier.columns, headRows: at + 1 };
}

/** The columns as they may be, for a person to put right: all idle, as wide as the rows are. */
export function columnsUnknown(rows: Rows): PriceColumns {
  const width = Math.min(COLUMNS_MAX, Math.max(1, ...rows.map((row) => row.length)));
  return { headRows: 0, columns: Array.from({ length: width }, () => ({ means: 'idle' })) };
}
