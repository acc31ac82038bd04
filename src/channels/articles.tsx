import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { z } from 'zod';
import { wordsFor } from '../../views/language.tsx';
import { Articles, type ArticlesShown } from '../../views/parts/articles.tsx';
import { ImportPreview } from '../../views/parts/article-import.tsx';
import { readSearchPhrase } from '../catalogue/search-phrase.ts';
import { isProblem } from '../customers/article-file.ts';
import { listSampleGoods } from '../customers/article-goods.queries.ts';
import { findArticles, findProducts, listArticles } from '../customers/article.queries.ts';
import { articleKeyOf, CODE_LENGTH_MAX, readArticleCode } from '../customers/company-article.ts';
import { ARTICLES_MAX, removeArticle, setArticles } from '../customers/set-articles.ts';
import { tradingDay } from '../measures/calendar.ts';
import { type Actor, may } from '../people/actor.ts';
import { transact } from '../platform/db/transact.ts';
import { readPriceTerms } from '../pricing/pricing.queries.ts';
import { searchAssortment } from '../stock/search.queries.ts';
import { readImport, textOf } from './article-import.ts';
import { answerTable } from './downloads.ts';
import type { Env } from './env.ts';
import { readForm, readQuery } from './exchange.ts';
import { answerPage } from './page.tsx';
import { plain } from './plain-context.ts';
import { PageNumber, SearchText } from './query-fields.ts';

/** Whose numbers a page is about, who asks, and where it stands. */
export type ArticlesPlace = {
  actor: Actor;
  companyId: string;
  title: string;
  /** `/company/articles`, or the address of a customer's numbers in the office. */
  base: string;
  /** The page of the company itself. */
  back: { href: string; name: string };
  frame: (content: Child) => Child;
};

const PAGE = 50;
const CHOICES_MAX = 9;

const Code = z.string().transform((text, issue) => {
  const read = readArticleCode(text);
  if (read.ok) return read.code;
  issue.addIssue(read.problem === 'no-code' ? 'required' : `tooLong:${CODE_LENGTH_MAX}`);
  return z.NEVER;
});
const Asked = z.object({
  text: SearchText,
  page: PageNumber,
  change: SearchText,
  saved: SearchText,
  removed: SearchText,
  removedId: z.uuid().optional().catch(undefined),
  imported: z.coerce.number().int().min(0).max(ARTICLES_MAX).optional().catch(undefined),
});
const Naming = z
  .object({
    code: Code,
    goods: z.string().trim().max(200).default(''),
    productId: z.uuid().optional(),
    was: z.string().max(200).optional(),
    replace: z.literal('yes').optional(),
  })
  .refine(({ goods, productId }) => goods !== '' || productId !== undefined, {
    path: ['goods'],
    message: 'required',
  });
const Removal = z.object({ code: Code });
const Confirmed = z.object({ replace: z.literal('yes').optional() });
const Kind = z.object({ kind: z.enum(['xlsx', 'csv']).catch('xlsx') });

/** The page of a company's own numbers, searched and in pages. */
export async function showArticles(c: Context, place: ArticlesPlace): Promise<Response> {
  const asked = readQuery(c, Asked);
  const { db } = plain(c).var;
  const { change } = asked;
  if (change === undefined) return show(c, place, {});
  const { companyId } = place;
  const [changing] = (await findArticles(db, { companyId, keys: [articleKeyOf(change)] })).values();
  if (!changing) return show(c, place, {});
  const { code, sku } = changing;
  return show(c, place, { values: { code, goods: sku, was: code } });
}

type Told = Pick<Partial<ArticlesShown>, 'values' | 'problems' | 'choices' | 'question'> & {
  status?: 409 | 422;
};

async function show(c: Context, place: ArticlesPlace, told: Told): Promise<Response> {
  const { db } = plain(c).var;
  const { actor, companyId, title, base, back, frame } = place;
  const { text, page, saved, removed, removedId, imported } = readQuery(c, Asked);
  const found = await listArticles(db, {
    ...{ companyId, text, limit: PAGE, offset: (page - 1) * PAGE },
  });
  const { status = 200, ...more } = told;
  const shown: ArticlesShown = {
    ...{ title, base, back, ...found, text, page, pages: Math.ceil(found.total / PAGE) },
    mayChange: may(actor, 'name-goods'),
    deed: { saved, imported, removed: removed && removedId && { code: removed, id: removedId } },
    ...more,
  };
  return answerPage(c, frame(<Articles {...shown} />), { title, status });
}

/** Keeps one number; where the words fit several products, or the number means another one, asks. */
export async function nameGoods(c: Context, place: ArticlesPlace): Promise<Response> {
  const form = await readForm(c, Naming);
  if (!form.ok) return show(c, place, { ...form, status: 422 });
  const { code, goods, was, replace } = form.data;
  const values = { code, goods, ...(was !== undefined && { was }) };
  let { productId } = form.data;
  if (productId === undefined) {
    const found = await findMeant(plain(c), place.companyId, goods);
    const [first] = found.rows;
    if (!first) return show(c, place, { values, problems: { goods: 'goods' }, status: 422 });
    if (found.exactSku === undefined && found.total > 1) {
      return show(c, place, { values, choices: found, status: 409 });
    }
    productId = first.id;
  }
  const key = articleKeyOf(code);
  const isSameNumber = was !== undefined && articleKeyOf(was) === key;
  const replaces = replace !== undefined || isSameNumber;
  const kept = await keep(plain(c), place, { code, productId, was, replaces });
  if (kept) return c.redirect(`${place.base}?saved=${encodeURIComponent(code)}`, 303);
  return ask(c, place, { values, productId });
}

/** False where the number means another product and that is not to be replaced; then nothing is changed. */
async function keep(
  c: Context<Env>,
  { actor, companyId }: ArticlesPlace,
  named: { code: string; productId: string; was: string | undefined; replaces: boolean },
): Promise<boolean> {
  const { db, at } = c.var;
  const { code, productId, was, replaces } = named;
  const key = articleKeyOf(code);
  return transact(db, async (tx) => {
    await setArticles(tx, actor, { companyId, articles: [{ code, productId }], replaces, at });
    const means = (await findArticles(tx, { companyId, keys: [key] })).get(key);
    if (means?.productId !== productId) return false;
    if (was !== undefined && articleKeyOf(was) !== key) {
      await removeArticle(tx, actor, { companyId, code: was, at });
    }
    return true;
  });
}

async function ask(
  c: Context,
  place: ArticlesPlace,
  { values, productId }: { values: Record<string, string>; productId: string },
): Promise<Response> {
  const { db } = plain(c).var;
  const { companyId } = place;
  const key = articleKeyOf(values['code'] ?? '');
  const means = (await findArticles(db, { companyId, keys: [key] })).get(key);
  const [wanted] = await findProducts(db, [productId]);
  const question = means && wanted && { means, wanted };
  return show(c, place, { values, status: 409, ...(question && { question }) });
}

/** What words mean among all goods; what other own numbers mean is no word for them. */
async function findMeant(c: Context<Env>, companyId: string, typed: string) {
  const { db, at } = c.var;
  const terms = await readPriceTerms(db, { companyId, siteId: null, on: tradingDay(at) });
  const onlooker = { companyId: null, branchCode: null };
  const phrase = readSearchPhrase(typed);
  return searchAssortment(db, { typed, phrase, onlooker, terms, rowsMax: CHOICES_MAX });
}

/** Takes a number away and leads to a page that can put it back. */
export async function removeNumber(c: Context, place: ArticlesPlace): Promise<Response> {
  const form = await readForm(c, Removal);
  if (!form.ok) return show(c, place, { ...form, status: 422 });
  const { db, at } = plain(c).var;
  const { actor, companyId, base } = place;
  const { code } = form.data;
  const gone = await transact(db, (tx) => removeArticle(tx, actor, { companyId, code, at }));
  const query = new URLSearchParams(gone && { removed: gone.code, removedId: gone.productId });
  return c.redirect(`${base}?${query.toString()}`, 303);
}

/** All numbers of a company as a file that can be imported again. */
export async function exportArticles(c: Context, place: ArticlesPlace): Promise<Response> {
  const { kind } = readQuery(c, Kind);
  const { db, language } = plain(c).var;
  const { companyId } = place;
  const { articles } = await listArticles(db, { companyId, limit: ARTICLES_MAX * 10, offset: 0 });
  return answerTable(c, kind, {
    name: wordsFor(language).articles.title,
    rows: [headOf(c), ...articles.map((row) => [row.code, row.sku, nameIn(c, row)])],
  });
}

/** A file that shows how a list is filled. */
export async function sampleFile(c: Context): Promise<Response> {
  const { kind } = readQuery(c, Kind);
  const { db, language } = plain(c).var;
  const goods = await listSampleGoods(db);
  return answerTable(c, kind, {
    name: wordsFor(language).articles.sample,
    rows: [headOf(c), ...goods.map((row, i) => [`A-${i + 1}`, row.sku, nameIn(c, row)])],
  });
}

function headOf(c: Context): string[] {
  const { articles, columns } = wordsFor(plain(c).var.language);
  return [articles.ownCode, columns.sku, columns.name];
}

const nameIn = (c: Context, names: { nameEn: string; nameRu: string; nameKk: string }) =>
  ({ en: names.nameEn, ru: names.nameRu, kk: names.nameKk })[plain(c).var.language];

/** Shows what a list would change; nothing is kept. */
export async function previewImport(c: Context, place: ArticlesPlace): Promise<Response> {
  const imported = await readImport(c, plain(c).var.db, place.companyId);
  if (!imported.ok) return show(c, place, { ...imported, status: 422 });
  const { rows, judged } = imported.read;
  const { base, title, frame } = place;
  const shown = { base, title, judged, pasted: textOf(rows) };
  return answerPage(c, frame(<ImportPreview {...shown} />), { title });
}

/** Keeps what was looked at: what is new or written otherwise, and what is replaced if that was said. */
export async function importArticles(c: Context, place: ArticlesPlace): Promise<Response> {
  const form = await readForm(c, Confirmed);
  if (!form.ok) return show(c, place, { ...form, status: 422 });
  const { db, at } = plain(c).var;
  const { actor, companyId, base } = place;
  const imported = await readImport(c, db, companyId);
  if (!imported.ok) return show(c, place, { ...imported, status: 422 });
  const replaces = form.data.replace !== undefined;
  const taken = imported.read.judged.filter(
    ({ outcome }) => !isProblem(outcome) || (replaces && outcome === 'other'),
  );
  const articles = taken.flatMap(({ code, meant }) =>
    meant ? [{ code, productId: meant.id }] : [],
  );
  const set = await transact(db, (tx) =>
    setArticles(tx, actor, { companyId, articles, replaces, at }),
  );
  return c.redirect(`${base}?imported=${set.length}`, 303);
}

/** The rows that were not taken, as they were sent, each with its problem. */
export async function problemFile(c: Context, place: ArticlesPlace): Promise<Response> {
  const imported = await readImport(c, plain(c).var.db, place.companyId);
  if (!imported.ok) return show(c, place, { ...imported, status: 422 });
  const { rows, columns, judged } = imported.read;
  const { articles } = wordsFor(plain(c).var.language);
  const problems = judged.filter(({ outcome }) => isProblem(outcome));
  const width = Math.max(0, ...rows.map((row) => row.length));
  const withProblem = (row: readonly string[], problem: string) => [
    ...Array.from({ length: width }, (_, i) => row[i] ?? ''),
    problem,
  ];
  const head = columns.hasHead ? rows.find((row) => row.length > 0) : [];
  return answerTable(c, 'xlsx', {
    name: articles.problemFile,
    rows: [
      withProblem(head ?? [], articles.problem),
      ...problems.map(({ row, outcome }) =>
        withProblem(rows[row - 1] ?? [], articles.outcomes[outcome]),
      ),
    ],
  });
}
