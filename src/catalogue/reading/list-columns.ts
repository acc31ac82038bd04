import type { Unit } from '../../measures/quantity.ts';
import { parseDecimalMilli, parseQuantity, unitFromWord } from '../../measures/read-quantity.ts';
import { foldText } from '../fold-text.ts';

/** What a column of a list tells about the goods. */
const columnMeanings = [
  'name',
  'size',
  'grade',
  'standard',
  'code',
  'length',
  'quantity',
  'unit',
  'mass',
  'idle',
] as const;
type ColumnMeaning = (typeof columnMeanings)[number];

/** A column as it was recognised; the unit where its head or its meaning says one: «Кол-во, т». */
export type Column = { meaning: ColumnMeaning; unit?: Unit };

/** Heads of columns as buyers write them, in three languages; the longest that fits wins. */
const HEADS: Record<ColumnMeaning, string> = {
  name: 'наименование|наименование товара|наим|номенклатура|товар|материал|продукция|описание|профиль|вид проката|прокат|атауы|тауар|өнім|name|item|description|product|material|profile',
  size: 'размер|размеры|типоразмер|сечение|диаметр|толщина|өлшемі|өлшем|size|section|dimension|dimensions|diameter|thickness',
  grade: 'марка|марка стали|сталь|марка материала|болат|болат маркасы|grade|steel|steel grade',
  standard: 'гост|гост ту|стандарт|нд|нтд|standard|norm',
  code: 'артикул|арт|код|код товара|шифр|sku|code|article|item code|part|part number|part no|тауар коды',
  length: 'длина|длина м|длина мм|l|ұзындығы|ұзындық|length',
  quantity:
    'количество|кол|кол во|к во|колво|кол ва|потребность|заявка|заказ|требуется|саны|мөлшері|qty|quantity|amount|order',
  unit: 'ед|ед изм|единица|единица измерения|еи|өлшем бірлігі|өлш бірл|бірлік|unit|units|uom|um|measure',
  mass: 'вес|масса|общий вес|общая масса|вес кг|вес т|тоннаж|салмағы|салмақ|weight|mass|total weight',
  idle: '|№|№ п п|п п|пп|поз|позиция|н|рет|рет саны|no|nr|pos|position|#|цена|сумма|стоимость|бағасы|баға|сома|price|sum|total|примечание|прим|комментарий|ескерту|note|notes|comment|remark|поставщик|склад|срок|масса ед|масса единицы|масса 1 м|вес 1 м|масса 1 шт|вес ед',
};
const headOf = (text: string): string =>
  foldText(text.replaceAll(/[.,:;/()\\_-]/gu, ' '))
    .replaceAll(/\s+/gu, ' ')
    .trim();
const meaningOfHead = new Map(
  columnMeanings.flatMap((meaning) =>
    HEADS[meaning].split('|').map((head) => [headOf(head), meaning] as const),
  ),
);
/** A title or an empty line may stand above the head. */
const HEAD_ROWS_MAX = 6;
/** Enough to see what a column holds. */
const SAMPLE_MAX = 60;
/** So much of a column must look alike for it to be told by its content. */
const MOST = 0.7;
const SKU = /^(?=.*\d)[\p{L}\d]{2,}(?:[-_/.][\p{L}\d]+)+$|^\d{8,14}$/u;
const LONGEST_BAR_M = 14;

/** The columns of a table, and how many rows stand above its goods. */
export type Columns = { columns: readonly Column[]; headRows: number };

/**
 * Recognises the columns of a list by its head, wherever they stand, and without
 * one by what they hold. Rows are rows of cells. A list whose columns nobody can
 * tell has one name.
 */
export function columnsOf(rows: readonly (readonly string[])[]): Columns {
  const top = rows.slice(0, HEAD_ROWS_MAX);
  const headAt = top.findIndex(isHead);
  const head = headAt < 0 ? undefined : top[headAt];
  if (head) return { columns: head.map(columnOfHead), headRows: headAt + 1 };
  return { columns: columnsByContent(rows.slice(0, SAMPLE_MAX)), headRows: 0 };
}

/** Two cells that we know, none that is a number, and something that can be looked for. */
function isHead(row: readonly string[]): boolean {
  const known = row.map((cell) => meaningOf(cell)).filter((meaning) => meaning !== undefined);
  const hasNumber = row.some((cell) => parseDecimalMilli(cell).ok);
  const named = known.filter((meaning) => meaning !== 'idle');
  return !hasNumber && named.length >= 2;
}

/** «Кол-во, т» is a quantity in tonnes; «Ед. изм.» is a unit. */
function columnOfHead(cell: string): Column {
  const meaning = meaningOf(cell) ?? 'idle';
  if (meaning !== 'quantity' && meaning !== 'mass' && meaning !== 'length') return { meaning };
  const unit = unitOfHead(cell);
  return unit === undefined ? { meaning } : { meaning, unit };
}

function meaningOf(cell: string): ColumnMeaning | undefined {
  const head = headOf(cell);
  if (head === '') return undefined;
  const whole = meaningOfHead.get(head);
  if (whole) return whole;
  if (unitFromWord(cell.trim())) return 'quantity';
  const words = head.split(' ');
  for (let count = words.length - 1; count > 0; count -= 1) {
    const meaning = meaningOfHead.get(words.slice(0, count).join(' '));
    if (meaning && meaning !== 'idle') return meaning;
  }
  return undefined;
}

const unitOfHead = (cell: string): Unit | undefined =>
  cell
    .split(/[\s,()/]+/u)
    .map((word) => unitFromWord(word))
    .findLast((unit) => unit !== undefined);

/** What the cells of a column are, mostly. */
type Look = {
  place: number;
  isOrdinal: boolean;
  share: Record<'unit' | 'number' | 'code', number>;
  letters: number;
  max: number;
};

function columnsByContent(rows: readonly (readonly string[])[]): Column[] {
  const width = Math.max(0, ...rows.map((row) => row.length));
  const looks = Array.from({ length: width }, (_, place) => lookOf(rows, place));
  const isOf = (look: Look, kind: 'unit' | 'number' | 'code') => look.share[kind] >= MOST;
  const unit = looks.find((look) => isOf(look, 'unit'));
  const numbers = looks.filter((look) => isOf(look, 'number') && !look.isOrdinal);
  const quantity = quantityAmong(numbers, unit);
  const length = numbers.find((look) => look !== quantity && look.max <= LONGEST_BAR_M);
  const code = looks.find((look) => isOf(look, 'code') && look !== quantity);
  return looks.map((look): Column => {
    if (look === unit) return { meaning: 'unit' };
    if (look === quantity) return { meaning: 'quantity' };
    if (look === length) return { meaning: 'length' };
    if (look === code) return { meaning: 'code' };
    return { meaning: look.letters > 0 && !isOf(look, 'number') ? 'name' : 'idle' };
  });
}

/** Of several columns of numbers the one beside the unit, else the last one that is no length. */
function quantityAmong(numbers: readonly Look[], unit: Look | undefined): Look | undefined {
  if (unit) {
    const beside = numbers.filter((look) => Math.abs(look.place - unit.place) === 1);
    return beside.at(-1) ?? numbers.at(-1);
  }
  return numbers.at(-1);
}

function lookOf(rows: readonly (readonly string[])[], place: number): Look {
  const cells = rows.map((row) => (row[place] ?? '').trim()).filter((cell) => cell !== '');
  const share = (is: (cell: string) => boolean) =>
    cells.length === 0 ? 0 : cells.filter(is).length / cells.length;
  const values = cells.map((cell) => Number(cell.replace(',', '.').replaceAll(/\s/gu, '')));
  const isOrdinal =
    cells.length > 1 &&
    values.every((value, at) => at === 0 || value === (values[at - 1] ?? 0) + 1) &&
    values[0] === 1;
  return {
    ...{ place, isOrdinal },
    share: {
      unit: share((cell) => unitFromWord(cell) !== undefined),
      number: share((cell) => parseQuantity(cell).ok),
      code: share((cell) => SKU.test(cell)),
    },
    letters: share((cell) => /\p{L}/u.test(cell)),
    max: Math.max(0, ...values.filter((value) => Number.isFinite(value))),
  };
}
