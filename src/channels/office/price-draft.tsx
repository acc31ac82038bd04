import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import {
  type DraftFilter,
  PriceDraftPage,
  draftQuery,
} from '../../../views/office/price-draft.tsx';
import type { GridTyped } from '../../../views/office/price-grid.tsx';
import { PriceReviewPage } from '../../../views/office/price-review.tsx';
import { tradingDay } from '../../measures/calendar.ts';
import { gramsOfTonnes } from '../../measures/weight.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound, Refusal } from '../../platform/refusal.ts';
import {
  listChanges,
  listPricedCategories,
  listPricePage,
} from '../../pricing/price-change.queries.ts';
import { findPriceList } from '../../pricing/price-list.queries.ts';
import { publishPriceList } from '../../pricing/publish-price-list.ts';
import { discardDraft } from '../../pricing/revise-price-list.ts';
import { addToDraft, moveAllPrices, setPrices } from '../../pricing/set-prices.ts';
import type { StaffEnv } from '../env.ts';
import { many, readForm, readQuery, typedIn } from '../exchange.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { PageNumber, SearchText } from '../query-fields.ts';
import { DayField, MoneyField, percentField, TickField, wholeField } from '../trade-fields.ts';
import { readPriceGrid } from './price-grid-fields.ts';
import { placeOf } from './place.ts';

/** Rows of a page: with five steps each, well within the fields that one form may send. */
const PAGE = 50;
const STEPS_MAX = 6;
const HEAVIEST_STEP_T = 900;

const Step = z
  .string()
  .transform((text) => Number(text.trim().replace(',', '.')))
  .pipe(z.number().positive().max(HEAVIEST_STEP_T).transform(gramsOfTonnes))
  .optional()
  .catch(undefined);
const Asked = z.object({
  text: SearchText,
  category: z.string().min(1).max(60).optional().catch(undefined),
  changed: z.literal('yes').optional().catch(undefined),
  step: many(Step),
  page: PageNumber,
  done: z.enum(['saved', 'moved', 'added']).optional().catch(undefined),
  products: z.coerce.number().int().min(0).catch(0).default(0),
});

const Move = z.object({
  seenEdits: wholeField({ min: 0, max: 1_000_000_000 }),
  categoryCode: z
    .string()
    .max(60)
    .transform((code) => code || undefined),
  by: percentField({ min: -50, max: 100 }),
  roundTo: wholeField({ min: 1, max: 100_000 }),
});
const Addition = z.object({
  sku: z.string().trim().min(1).max(64),
  price: MoneyField.refine((minor) => minor > 0, 'positive').refine(
    (minor) => minor <= 10_000_000_000,
    'tooLarge:100000000',
  ),
});
const Publishing = z.object({
  seenEdits: wholeField({ min: 0, max: 1_000_000_000 }),
  from: DayField,
  hasReadRemarks: TickField,
});

/** The next version of a price list, from its first changed price to its publication. Mounted below the list. */
export const priceDraft = new Hono<StaffEnv>()
  .get('/', async (c) => show(c, {}))

  .post('/prices', async (c) => {
    const grid = readPriceGrid(c.var.fields);
    const { problems, values, prices } = grid;
    const noConflicts: GridTyped['conflicts'] = new Map();
    if (Object.keys(problems).length > 0) {
      return show(c, { grid: { values, problems, conflicts: noConflicts }, status: 422 });
    }
    const listId = listOf(c);
    const { db, actor } = c.var;
    const { conflicts } = await transact(db, (tx) => setPrices(tx, actor, { listId, prices }));
    if (conflicts.size > 0) return show(c, { grid: { values, problems, conflicts }, status: 409 });
    return c.redirect(hrefOf(c, 'saved'), 303);
  })

  .post('/move', async (c) => {
    const form = await readForm(c, Move);
    if (!form.ok) {
      if (form.problems['seenEdits']) throw new Refusal({ code: 'changed-meanwhile' });
      return show(c, { ...form, status: 422 });
    }
    const { seenEdits, categoryCode, by: byBp, roundTo } = form.data;
    const { db, actor } = c.var;
    const { draft } = await draftOf(c);
    const categories = await listPricedCategories(db, draft.versionId);
    if (categoryCode !== undefined && categories.every(({ code }) => code !== categoryCode)) {
      return show(c, { values: typedIn(c), problems: { categoryCode: 'choose' }, status: 422 });
    }
    const move = { listId: listOf(c), seenEdits, categoryCode, byBp, stepMinor: roundTo * 100 };
    const moved = await transact(db, (tx) => moveAllPrices(tx, actor, move));
    return c.redirect(hrefOf(c, 'moved', moved), 303);
  })

  .post('/products', async (c) => {
    const form = await readForm(c, Addition);
    if (!form.ok) return show(c, { ...form, status: 422 });
    const { sku, price: pricePerTonneMinor } = form.data;
    const { db, actor } = c.var;
    const added = { listId: listOf(c), sku, pricePerTonneMinor };
    const isKnown = await transact(db, (tx) => addToDraft(tx, actor, added));
    if (!isKnown) {
      return show(c, { values: typedIn(c), problems: { sku: 'sku' }, status: 422 });
    }
    const found = new URLSearchParams({ text: sku, done: 'added' });
    return c.redirect(`/office/price-lists/${added.listId}/draft?${found.toString()}`, 303);
  })

  .post('/discard', async (c) => {
    const listId = listOf(c);
    await transact(c.var.db, (tx) => discardDraft(tx, c.var.actor, listId));
    return c.redirect(`/office/price-lists/${listId}?done=discarded`, 303);
  })

  .get('/review', async (c) => review(c, { from: tradingDay(c.var.at) }, {}))

  .post('/publish', async (c) => {
    const form = await readForm(c, Publishing);
    if (!form.ok) return review(c, form.values, form.problems);
    const { db, actor, at } = c.var;
    const { from } = form.data;
    if (from < tradingDay(at)) return review(c, { from }, { from: 'datePast' });
    const listId = listOf(c);
    await transact(db, (tx) => publishPriceList(tx, actor, { listId, ...form.data, at }));
    return c.redirect(`/office/price-lists/${listId}?done=published`, 303);
  });

const listOf = (c: Context<StaffEnv>) => pathId('price list', c.req.param('listId') ?? '');

/** The page of the draft that the form stood on, with what was done. */
function hrefOf(c: Context<StaffEnv>, done: 'saved' | 'moved', products = 0): string {
  const query = new URLSearchParams(draftQuery(filterOf(c)));
  query.set('done', done);
  if (products > 0) query.set('products', String(products));
  return `/office/price-lists/${listOf(c)}/draft?${query.toString()}`;
}

function filterOf(c: Context<StaffEnv>): DraftFilter {
  const { text, category, changed, step, page } = readQuery(c, Asked);
  const steps = [...new Set(step.filter((stepG) => stepG !== undefined))].slice(0, STEPS_MAX);
  return { text, category, changed: changed === 'yes', steps, page };
}

/** The list with its draft; not found where either is not. */
async function draftOf(c: Context<StaffEnv>) {
  const { db, actor } = c.var;
  const listId = listOf(c);
  const list = await findPriceList(db, listId);
  const draft = list?.versions.find(({ publishedAt }) => publishedAt === null);
  if (!list || !draft) throw new NotFound('draft of price list', listId);
  const place = placeOf(actor, 'prices');
  return { list, draft: { ...draft, versionId: draft.id }, place };
}

type Typed = {
  grid?: GridTyped;
  values?: Record<string, string>;
  problems?: Record<string, string>;
  status?: 409 | 422;
};

async function show(c: Context<StaffEnv>, typed: Typed): Promise<Response> {
  const { db } = c.var;
  const filter = filterOf(c);
  const { done, products: moved } = readQuery(c, Asked);
  const { list, draft, place } = await draftOf(c);
  const { products, total, changed } = await listPricePage(db, {
    draft,
    categoryCode: filter.category,
    text: filter.text,
    onlyChanged: filter.changed,
    limit: PAGE,
    offset: (filter.page - 1) * PAGE,
  });
  const categories = await listPricedCategories(db, draft.versionId);
  const { grid, values = {}, problems = {}, status = 200 } = typed;
  const page = (
    <PriceDraftPage
      {...{ place, list, draft, products, categories, filter, changed, values, problems }}
      pages={Math.ceil(total / PAGE)}
      deed={done && status === 200 ? { done, products: moved } : undefined}
      typed={grid ?? { values: {}, problems: {}, conflicts: new Map() }}
    />
  );
  const { draftOf: titleOf } = wordsFor(c.var.language).office;
  return answerPage(c, page, { title: titleOf(list.code, draft.number), status });
}

async function review(
  c: Context<StaffEnv>,
  values: Record<string, string>,
  problems: Record<string, string>,
): Promise<Response> {
  const { list, draft, place } = await draftOf(c);
  const changes = await listChanges(c.var.db, draft);
  const page = <PriceReviewPage {...{ place, list, draft, changes, values, problems }} />;
  const title = wordsFor(c.var.language).office.reviewAndPublish;
  return answerPage(c, page, { title, status: Object.keys(problems).length > 0 ? 422 : 200 });
}
