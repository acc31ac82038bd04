import { readSearchPhrase, type SearchPhrase } from '../catalogue/search-phrase.ts';
import { articleKeyOf } from '../customers/company-article.ts';
import type { Quantity } from '../measures/quantity.ts';
import { parseQuantity, quantityIn } from '../measures/read-quantity.ts';
import type { Db } from '../platform/db/database.ts';
import type { PriceTerms } from '../pricing/price-terms.ts';
import type { AssortmentRow } from '../stock/assortment.ts';
import type { Onlooker } from '../stock/assortment-conditions.queries.ts';
import { type OfferedRow, offerOf } from '../stock/offer.ts';
import { searchAssortment } from '../stock/search.queries.ts';

/** How much of something, and the length to cut each piece to; what was not said is absent. */
type Said = { quantity?: Quantity; lengthMm?: number };

/** A line as a clerk types it or a scanner reads it, understood as far as it goes. */
export type Entry = {
  /** As typed, to be shown again. */
  typed: string;
  /** What may be an SKU or a bar code. */
  code: string;
  /** What was said beside the code, should it be one. */
  besideCode: Said;
  /** What may be a number of the company's own books, the likeliest first, with what was said beside it. */
  ownCodes: readonly { code: string; beside: Said }[];
  /** The whole as a search, without a length to cut to. */
  phrase: SearchPhrase;
  /** What was said beside the search words. */
  besidePhrase: Said;
};

/** A product that an entry means, in the quantity that it says. */
export type EntryLine = Said & { product: OfferedRow; quantity: Quantity };

/** What an entry means: one product, several of which the first are named, or none. */
export type EntryFound =
  | { kind: 'one'; line: EntryLine }
  | { kind: 'several'; lines: readonly EntryLine[]; total: number }
  | { kind: 'none' };

/** As many as a row of number keys chooses from. */
const CHOICES_MAX = 9;
/** Looked through for what lies at the branch, before the first nine are shown. */
const ROWS_MAX = 60;
const ONE_PIECE: Quantity = { amountMilli: 1000, unit: 'pcs' };

/** «3*4607…», "3*REBAR-84c0070a": so many pieces of a code; a size such as 57*3,5 is none. */
const TIMES_CODE = /^(\d{1,4})\s*\*\s*(\d{8,14}|\p{L}[\p{L}\d]*-[\p{L}\d-]+)$/u;
/** The same of a number of the company's own books, which may look like anything. */
const TIMES_OWN = /^(\d{1,4})\s*[*xх×]\s*(\S.*)$/iu;
/** «МТ 12 5шт»: the last figures are a quantity, should what stands before them be an own number. */
const AMOUNT_AT_END = /^(.*\S)\s+(\d+(?:[.,]\d+)?\s*\p{L}{0,4}\.?)$/u;
/** As the nomenclature writes its codes: a word, a hyphen and signs. */
const SKU = /^\p{L}[\p{L}\d]*-[\p{L}\d-]+$/u;
/** «12шт х 2м», "12*2m" at the end: pieces and the length of each. */
const CUT_AT_END =
  /\s(\d{1,5})\s*(?:(?:шт|штук|дана|pcs|pc)\.?\s*[*xх×]|\*)\s*(\d{1,2}(?:[.,]\d{1,3})?)\s*[мm]\s*$/iu;

/**
 * Reads `code-or-text [quantity][unit] [× length]`: «уголок 50х50х5 12шт»,
 * «A500 12 2т», «лист 3 6шт», `REBAR-84c0070a 12`, `3*REBAR-84c0070a`,
 * «труба 57х3,5 4шт х 2м». Never fails: what is not understood stays words.
 */
export function readEntry(text: string): Entry {
  const typed = text.trim();
  const [, times, timed] = TIMES_CODE.exec(typed) ?? [];
  if (times !== undefined && timed !== undefined) {
    const quantity = piecesOf(Number(times));
    const phrase = phraseOf(timed, timed);
    const ownCodes = ownCodesOf(typed);
    return {
      typed,
      code: timed,
      besideCode: { quantity },
      ownCodes,
      phrase,
      besidePhrase: { quantity },
    };
  }

  const { rest, cut } = takeCut(typed);
  const [code = '', ...more] = rest.split(/\s+/);
  const amount = parseQuantity(more.join(' '));
  const isCodeAlone = more.length === 0 || amount.ok;
  const phrase = phraseOf(rest, isCodeAlone ? code : undefined);
  return {
    typed,
    code: isCodeAlone ? code : rest,
    besideCode: cut ?? (amount.ok ? saidOf(amount) : {}),
    ownCodes: ownCodesOf(typed, { rest, cut }),
    phrase,
    besidePhrase: cut ?? (phrase.quantity ? { quantity: phrase.quantity } : {}),
  };
}

/** An own number may hold spaces, figures and signs of any kind, so every way to part it from a quantity is tried; the whole first. */
function ownCodesOf(typed: string, cutOff?: { rest: string; cut: Said | undefined }) {
  const found: { code: string; beside: Said }[] = [{ code: typed, beside: {} }];
  if (cutOff?.cut) found.push({ code: cutOff.rest, beside: cutOff.cut });
  const [, times, timed] = TIMES_OWN.exec(typed) ?? [];
  if (times !== undefined && timed !== undefined && Number(times) > 0) {
    found.push({ code: timed, beside: { quantity: piecesOf(Number(times)) } });
  }
  const [, before, said] = AMOUNT_AT_END.exec(typed) ?? [];
  const amount = parseQuantity(said ?? '');
  if (before !== undefined && amount.ok) found.push({ code: before, beside: saidOf(amount) });
  return found;
}

/** An SKU that nobody knows is looked for as it stands: «REBAR-…» must not offer every rebar. */
function phraseOf(text: string, code: string | undefined): SearchPhrase {
  const phrase = readSearchPhrase(text);
  if (code === undefined || !SKU.test(code)) return phrase;
  const { words, sizes, grade, form } = phrase;
  const saysForm = form !== undefined && sizes.length === 0 && grade === undefined;
  if (!saysForm || !words.every((word) => code.toLowerCase().includes(word))) return phrase;
  return { words: [code.toLowerCase()], sizes: [] };
}

function takeCut(typed: string): { rest: string; cut: Said | undefined } {
  const [whole, pieces, metres] = CUT_AT_END.exec(typed) ?? [];
  const read = parseQuantity(`${pieces ?? ''}*${metres ?? ''}`);
  if (whole === undefined || !read.ok) return { rest: typed, cut: undefined };
  return { rest: typed.slice(0, -whole.length), cut: saidOf(read) };
}

function saidOf(read: ReturnType<typeof parseQuantity> & { ok: true }): Said {
  const { lengthMm } = read;
  return { quantity: quantityIn(read, 'pcs'), ...(lengthMm === undefined ? {} : { lengthMm }) };
}

const piecesOf = (count: number): Quantity => ({ amountMilli: count * 1000, unit: 'pcs' });

/**
 * Finds what an entry means among the products that are sold now: an SKU or a
 * bar code, or a number of the company's own books, wins alone; else sizes, grade, form and words. A length that no bar
 * has is a length to cut longer bars to. Without a quantity one piece is meant,
 * or one of the product's own unit where it has no pieces. Of several products
 * those that lie at the onlooker's branch stand first, nine at most. One
 * statement, two where a length was said that no bar has.
 */
export async function findEntry(
  db: Db,
  sought: { entry: Entry; onlooker: Onlooker; terms: PriceTerms },
): Promise<EntryFound> {
  const { entry, onlooker, terms } = sought;
  const { phrase, besidePhrase } = entry;
  const ownCodes = entry.ownCodes.map(({ code }) => code);
  const search = { typed: entry.code, ownCodes, onlooker, terms, rowsMax: ROWS_MAX };
  const found = await searchAssortment(db, { ...search, phrase });
  const [first] = found.rows;
  if (first && found.exactSku !== undefined) {
    return { kind: 'one', line: lineOf(first, besideOf(entry, found.ownCode), terms) };
  }
  if (first) return answer(found, besidePhrase, terms);

  const { lengthMm, ...lengthless } = phrase;
  if (lengthMm === undefined) return { kind: 'none' };
  const longer = await searchAssortment(db, { ...search, phrase: lengthless });
  const cuttable = longer.rows.filter((row) => (row.stockLengthMm ?? 0) > lengthMm);
  return answer({ rows: cuttable, total: cuttable.length }, { lengthMm, ...besidePhrase }, terms);
}

/** What was said beside the code that was known: ours, or the company's own. */
function besideOf(entry: Entry, ownCode: string | undefined): Said {
  if (ownCode === undefined) return entry.besideCode;
  const key = articleKeyOf(ownCode);
  return entry.ownCodes.find(({ code }) => articleKeyOf(code) === key)?.beside ?? entry.besideCode;
}

function answer(
  found: { rows: readonly AssortmentRow[]; total: number },
  said: Said,
  terms: PriceTerms,
): EntryFound {
  const [first] = found.rows;
  if (!first) return { kind: 'none' };
  if (found.total === 1) return { kind: 'one', line: lineOf(first, said, terms) };
  const isHere = (row: AssortmentRow) => (row.branchG ?? 0) > 0;
  const hereFirst = [...found.rows.filter(isHere), ...found.rows.filter((row) => !isHere(row))];
  const lines = hereFirst.slice(0, CHOICES_MAX).map((row) => lineOf(row, said, terms));
  return { kind: 'several', lines, total: found.total };
}

function lineOf(row: AssortmentRow, said: Said, terms: PriceTerms): EntryLine {
  const product = offerOf(row, terms);
  return { ...said, product, quantity: said.quantity ?? oneOf(row, said.lengthMm) };
}

/** What one means where nobody said how much. */
function oneOf(product: AssortmentRow, lengthMm: number | undefined): Quantity {
  const { massMgPerM, massMgPerM2, pieceMassMg, sheetLengthMm, sheetWidthMm } = product;
  const isBar = massMgPerM !== null && (lengthMm ?? product.stockLengthMm) !== null;
  const isSheet = massMgPerM2 !== null && sheetLengthMm !== null && sheetWidthMm !== null;
  if (pieceMassMg !== null || isBar || isSheet) return ONE_PIECE;
  return { amountMilli: 1000, unit: product.saleUnit };
}
