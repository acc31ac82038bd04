import type { CompanyArticle } from './article.queries.ts';
import { readArticleCode } from './company-article.ts';

/** Where in a file the own numbers stand, and where what says which of our goods they mean, the surest first. */
export type ArticleColumns = { hasHead: boolean; code: number; goods: readonly number[] };

/** One product that a text of a file means; or several, so that none is known. */
export type GoodsMeant =
  | { id: string; sku: string; nameEn: string; nameRu: string; nameKk: string }
  | 'several';

export type ArticleOutcome =
  | 'new'
  | 'respelled'
  | 'same'
  | 'other'
  | 'unknown'
  | 'several'
  | 'twice'
  | 'no-code'
  | 'long-code'
  | 'no-goods';

/** A row of a file, and what importing it would do. */
export type JudgedRow = {
  /** As a spreadsheet counts. */
  row: number;
  code: string;
  /** What the file calls the goods. */
  said: string;
  outcome: ArticleOutcome;
  meant: Exclude<GoodsMeant, 'several'> | undefined;
  /** What the number means until now, where that is another product. */
  before: CompanyArticle | undefined;
};

/** How columns are headed in the files of customers, in three languages; a head is compared without signs. */
const codeHeads = words(`
  own number, own code, own article number, our number, our code, our article, code, material, material code, material number, item code, item number,
  свой номер, свой код, собственный номер, собственный код, наш номер, наш код, наш артикул, код, код материала, код номенклатуры, номенклатурный номер, номер, инв номер, внутренний код,
  өз нөмірі, өз коды, біздің нөмір, біздің код, коды, код, нөмірі, номенклатуралық нөмір, материал коды`);
const skuHeads = words(`
  sku, your sku, your code, your number, supplier code, supplier article, supplier sku, article, article number, product code, counterweight sku,
  артикул, ваш артикул, ваш код, ваш номер, артикул поставщика, код поставщика, артикул товара,
  артикулы, сіздің артикул, сіздің код, жеткізуші артикулы, жеткізуші коды`);
const barcodeHeads = words(`barcode, bar code, ean, ean13, gtin, штрихкод, штрих код, шк`);
const nameHeads = words(`
  name, description, product, product name, goods, item, material description,
  наименование, наименование товара, название, описание, товар, номенклатура, материал, продукция,
  атауы, тауар, тауар атауы, сипаттама, сипаттамасы, номенклатурасы`);

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(',').map(headOf));
}

/** A head without case, signs and what stands in brackets. */
function headOf(cell: string): string {
  return cell
    .toLowerCase()
    .replaceAll(/\([^)]*\)/g, ' ')
    .replaceAll(/[^\p{L}\d]+/gu, ' ')
    .trim();
}

const COLUMNS_LOOKED_AT = 8;
const ROWS_LOOKED_AT = 100;

/** The columns of a file by their heads; `undefined` where those of both are not among them. */
export function columnsByHead(rows: readonly (readonly string[])[]): ArticleColumns | undefined {
  const first = rows.find((row) => row.length > 0) ?? [];
  const heads = first.slice(0, COLUMNS_LOOKED_AT).map(headOf);
  const at = (known: ReadonlySet<string>) =>
    heads.flatMap((head, i) => (known.has(head) ? [i] : []));
  const [code] = at(codeHeads);
  const goods = [...at(skuHeads), ...at(barcodeHeads), ...at(nameHeads)];
  const others = goods.filter((column) => column !== code);
  return code === undefined || others.length === 0
    ? undefined
    : { hasHead: true, code, goods: others };
}

/** The first rows, by which columns without heads are known. */
export const sampleOf = (rows: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  rows.slice(0, ROWS_LOOKED_AT).map((row) => row.slice(0, COLUMNS_LOOKED_AT));

/**
 * The columns of a file by what stands in its first rows: the one whose cells we
 * know as SKUs or bar codes names our goods, and the first other one that is
 * filled holds the own numbers. Without either there is nothing to import.
 */
export function columnsByContent(
  sample: readonly (readonly string[])[],
  isOurs: (text: string) => boolean,
): ArticleColumns | undefined {
  const rows = sample.filter((row) => row.length > 0);
  const width = Math.max(0, ...rows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, column) => ({
    column,
    filled: rows.filter((row) => (row[column] ?? '') !== '').length,
    ours: rows.filter((row) => isOurs(row[column] ?? '')).length,
  }));
  const filled = columns.filter((one) => one.filled * 2 > rows.length);
  if (filled.length < 2) return undefined;
  const best = filled.reduce((most, one) => (one.ours > most.ours ? one : most));
  const goods = best.ours > 0 ? best : filled[1];
  const code = filled.find((one) => one !== goods);
  if (!goods || !code) return undefined;
  return { hasHead: false, code: code.column, goods: [goods.column] };
}

/** The rows of a file that say something, with their numbers, and what they call the goods. */
export function articleRowsOf(
  rows: readonly (readonly string[])[],
  { hasHead, code, goods }: ArticleColumns,
): { row: number; code: string; said: string }[] {
  const head = hasHead ? rows.findIndex((row) => row.length > 0) : -1;
  return rows.flatMap((cells, i) => {
    const said = goods.map((column) => cells[column] ?? '').find((text) => text !== '') ?? '';
    const own = cells[code] ?? '';
    return i <= head || (own === '' && said === '') ? [] : [{ row: i + 1, code: own, said }];
  });
}

/**
 * What importing each row of a file would do to a company's numbers. `meant` has
 * the product of a text, `known` the company's own numbers by their keys. A
 * number that stands twice in the file for the same product counts once; for two
 * products neither row is taken, since nobody knows which is right.
 */
export function judgeArticles(
  rows: readonly { row: number; code: string; said: string }[],
  meant: ReadonlyMap<string, GoodsMeant>,
  known: ReadonlyMap<string, CompanyArticle>,
): JudgedRow[] {
  const read = rows.map((row) => ({
    row,
    code: readArticleCode(row.code),
    goods: meant.get(row.said),
  }));
  const wanted = new Map<string, Set<GoodsMeant | undefined>>();
  const firstAt = new Map<string, number>();
  for (const { row, code, goods } of read) {
    if (!code.ok) continue;
    wanted.set(code.key, (wanted.get(code.key) ?? new Set()).add(goods));
    if (!firstAt.has(code.key)) firstAt.set(code.key, row.row);
  }
  return read.map(({ row, code, goods }): JudgedRow => {
    const judged = { ...row, meant: undefined, before: undefined };
    if (!code.ok) return { ...judged, outcome: code.problem };
    if (row.said === '') return { ...judged, outcome: 'no-goods' };
    if (goods === undefined) return { ...judged, outcome: 'unknown' };
    if (goods === 'several') return { ...judged, outcome: 'several' };
    const taken = { ...judged, code: code.code, meant: goods };
    const isTwice = (wanted.get(code.key)?.size ?? 0) > 1 || firstAt.get(code.key) !== row.row;
    if (isTwice) return { ...taken, outcome: 'twice' };
    const before = known.get(code.key);
    if (!before) return { ...taken, outcome: 'new' };
    if (before.productId !== goods.id) return { ...taken, before, outcome: 'other' };
    return { ...taken, outcome: before.code === code.code ? 'same' : 'respelled' };
  });
}

/** Outcomes that somebody should look after before the file says what was meant. */
export const isProblem = (outcome: ArticleOutcome): boolean =>
  !['new', 'respelled', 'same'].includes(outcome);
