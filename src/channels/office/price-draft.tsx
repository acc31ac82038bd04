import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { draftQuery } from '../../../views/office/draft-query.ts';
import { PriceDraftPage } from '../../../views/office/price-draft.tsx';
import type { GridTyped } from '../../../views/office/price-grid.tsx';
import { PriceReviewPage } from '../../../views/office/price-review.tsx';
import { tradingDay } from '../../measures/calendar.ts';
import { transact } from '../../platform/db/transact.ts';
import { listAffected } from '../../pricing/affected.queries.ts';
import { findPricedKinds, listPricePage } from '../../pricing/price-change.queries.ts';
import { changesFormula } from '../../pricing/price-list.queries.ts';
import { publishPriceList } from '../../pricing/publish-price-list.ts';
import { discardDraft } from '../../pricing/revise-price-list.ts';
import { addToDraft, setPrices } from '../../pricing/set-prices.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, readQuery, typedIn } from '../exchange.ts';
import { answerPage } from '../page.tsx';
import { DayField, MoneyField, TickField, wholeField } from '../trade-fields.ts';
import { draftOf, filterOf, listOf, priceFilterOf } from './price-draft-query.ts';
import { priceFormula } from './price-formula.tsx';
import { readPriceGrid } from './price-grid-fields.ts';
import { pricePaste } from './price-paste.tsx';
import { priceRule } from './price-rule.tsx';

/** Rows of a page: with five steps each, well within the fields that one form may send. */
const PAGE = 50;
const REVIEWED = 300;
const AFFECTED = 50;

const Arrival = z.object({
  done: z.enum(['saved', 'moved', 'added', 'computed']).optional().catch(undefined),
  products: z.coerce.number().int().min(0).catch(0).default(0),
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

  .route('/rule', priceRule)

  .route('/paste', pricePaste)

  .route('/formula', priceFormula)

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

/** The page of the draft that the form stood on, with what was done. */
function hrefOf(c: Context<StaffEnv>, done: 'saved'): string {
  const query = new URLSearchParams(draftQuery(filterOf(c)));
  query.set('done', done);
  return `/office/price-lists/${listOf(c)}/draft?${query.toString()}`;
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
  const { done, products: moved } = readQuery(c, Arrival);
  const { list, draft, place } = await draftOf(c);
  const { products, total, counts } = await listPricePage(db, {
    draft,
    filter: priceFilterOf(filter),
    limit: PAGE,
    offset: (filter.page - 1) * PAGE,
  });
  const kinds = await findPricedKinds(db, draft.versionId);
  const { grid, values = {}, problems = {}, status = 200 } = typed;
  const page = (
    <PriceDraftPage
      {...{
        place,
        list,
        draft,
        products,
        total,
        kinds,
        filter,
        counts,
        values,
        problems,
      }}
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
  const { products, counts } = await listPricePage(c.var.db, {
    draft,
    filter: { only: 'changed' },
    order: 'gravity',
    limit: REVIEWED,
    offset: 0,
  });
  const { id: listId } = list;
  const affected = await listAffected(c.var.db, { listId, draft, on: draft.on, limit: AFFECTED });
  const isOtherFormula = changesFormula(list, draft);
  const shown = {
    ...{ place, list, draft, changes: products, counts, affected, isOtherFormula },
    ...{ values, problems },
  };
  const page = <PriceReviewPage {...shown} />;
  const title = wordsFor(c.var.language).office.reviewAndPublish;
  return answerPage(c, page, { title, status: Object.keys(problems).length > 0 ? 422 : 200 });
}
