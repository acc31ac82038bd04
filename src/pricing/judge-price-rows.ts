import { findGoodsByDescription } from '../customers/article-goods.queries.ts';
import { findArticles } from '../customers/article.queries.ts';
import { articleKeyOf } from '../customers/company-article.ts';
import type { Tx } from '../platform/db/database.ts';
import type { PriceColumns } from './price-columns.ts';
import { findPrices } from './price-draft.queries.ts';
import { type PriceRow, readPriceRow, type RowProblem } from './price-file-row.ts';
import { findPricedProducts } from './price-import-row.queries.ts';
import type { JudgedPrice } from './price-import.ts';
import { largestMoveBp, priceText, type ProductPrice } from './price-list.ts';

/** What the rows are compared with; a company's list also knows its own numbers of goods. */
type Base = { versionId: string | null; companyId: string | null };

type Row = { line: number; cells: readonly string[] };

/**
 * What rows of a file mean beside a version of the list: by SKU or bar code, by
 * the company's own number, else by the words. A code that is unknown is wrong,
 * whatever the words say. Five statements, however many rows.
 */
export async function judgePriceRows(
  tx: Tx,
  of: { rows: readonly Row[]; columns: PriceColumns; base: Base },
): Promise<JudgedPrice[]> {
  const { rows, columns, base } = of;
  const read = rows.map((row) => ({
    line: row.line,
    said: row.line <= columns.headRows ? idle : readPriceRow(row.cells, columns),
  }));
  const right = read.flatMap(({ said }) => (said.ok ? [said] : []));
  const goods = await findGoods(tx, right, base);
  const productIds = [...new Set([...goods.values()].filter((id) => id !== 'several'))];
  const before =
    base.versionId === null || productIds.length === 0
      ? new Map<string, ProductPrice | null>()
      : await findPrices(tx, { versionId: base.versionId, productIds });
  return read.map(({ line, said }) => {
    if (!said.ok) return unpriced(line, said.problem);
    const productId = goods.get(keyOf(said));
    if (productId === undefined) return unpriced(line, 'unknown');
    if (productId === 'several') return unpriced(line, 'several');
    return compared({ line, productId, price: said.price, before: before.get(productId) ?? null });
  });
}

const idle: PriceRow = { ok: false, problem: 'idle' };
const keyOf = ({ code, words }: { code: string; words: string }) =>
  code === '' ? `words ${words}` : `code ${code}`;

async function findGoods(
  tx: Tx,
  said: readonly { code: string; words: string }[],
  { companyId }: Base,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const codes = [...new Set(said.map(({ code }) => code).filter((code) => code !== ''))];
  if (codes.length > 0) {
    for (const [code, id] of await findPricedProducts(tx, codes)) found.set(`code ${code}`, id);
  }
  const others = codes.filter((code) => !found.has(`code ${code}`));
  if (companyId !== null && others.length > 0) {
    const articles = await findArticles(tx, { companyId, keys: others.map(articleKeyOf) });
    for (const code of others) {
      const article = articles.get(articleKeyOf(code));
      if (article) found.set(`code ${code}`, article.productId);
    }
  }
  const words = [...new Set(said.flatMap((row) => (row.code === '' ? row.words : [])))];
  if (words.length > 0) {
    for (const [text, meant] of await findGoodsByDescription(tx, words)) {
      found.set(`words ${text}`, meant === 'several' ? 'several' : meant.id);
    }
  }
  return found;
}

const unpriced = (line: number, problem: RowProblem | 'idle'): JudgedPrice => ({
  line,
  verdict: problem === 'idle' ? 'idle' : 'wrong',
  problem: problem === 'idle' ? null : problem,
  ...{ productId: null, price: null, before: null, moveBp: 0 },
});

function compared(
  row: Pick<JudgedPrice, 'line' | 'before'> & { productId: string; price: ProductPrice },
): JudgedPrice {
  const { before, price } = row;
  const isSame = priceText(before) === priceText(price);
  const changed = isSame ? 'unchanged' : 'changed';
  const verdict = before === null ? 'new' : changed;
  return {
    ...row,
    verdict,
    problem: null,
    moveBp: Math.min(largestMoveBp(before, price), 2_000_000_000),
  };
}
