import { Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { PriceListPage } from '../../../views/office/price-list.tsx';
import { PriceListsPage } from '../../../views/office/price-lists.tsx';
import { PriceVersionPage } from '../../../views/office/price-version.tsx';
import { tradingDay } from '../../measures/calendar.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound } from '../../platform/refusal.ts';
import { findPriceList, listPriceLists } from '../../pricing/price-list.queries.ts';
import { listPricePage } from '../../pricing/price-change.queries.ts';
import { beginDraft } from '../../pricing/revise-price-list.ts';
import { undoPublication } from '../../pricing/undo-publication.ts';
import type { StaffEnv } from '../env.ts';
import { readQuery } from '../exchange.ts';
import { staff } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { PageNumber, SearchText } from '../query-fields.ts';
import { priceDraft } from './price-draft.tsx';
import { priceImports } from './price-imports.tsx';
import { placeOf } from './place.ts';

const PAGE = 50;
const CHANGES = 50;

const Asked = z.object({ text: SearchText, page: PageNumber });
const Paged = z.object({ page: PageNumber });
const Arrival = z.object({
  done: z.enum(['published', 'discarded', 'undone']).optional().catch(undefined),
});

/** Price lists: which there are, what became of each, and the draft of the next version. */
export const priceLists = new Hono<StaffEnv>()
  .use(staff('publish-prices'))

  .get('/', async (c) => {
    const { text, page } = readQuery(c, Asked);
    const { db, actor, at, language } = c.var;
    const on = tradingDay(at);
    const asked = { text, on, limit: PAGE, offset: (page - 1) * PAGE };
    const { lists, total } = await listPriceLists(db, asked);
    const place = placeOf(actor, 'prices');
    const shown = { place, lists, text, page, pages: Math.ceil(total / PAGE) };
    const { sections } = wordsFor(language).office;
    return answerPage(c, <PriceListsPage {...shown} />, { title: sections.prices });
  })

  .get('/:listId', async (c) => {
    const listId = pathId('price list', c.req.param('listId'));
    const { db, actor, at } = c.var;
    const list = await findPriceList(db, listId);
    if (!list) throw new NotFound('price list', listId);
    const place = placeOf(actor, 'prices');
    const shown = { place, list, deed: readQuery(c, Arrival).done, on: tradingDay(at) };
    return answerPage(c, <PriceListPage {...shown} />, { title: list.name });
  })

  .post('/:listId/draft', async (c) => {
    const listId = pathId('price list', c.req.param('listId'));
    const { db, actor, at } = c.var;
    await transact(db, (tx) => beginDraft(tx, actor, { listId, at }));
    return c.redirect(`/office/price-lists/${listId}/draft`, 303);
  })

  .get('/:listId/versions/:versionId', async (c) => {
    const listId = pathId('price list', c.req.param('listId'));
    const versionId = pathId('version', c.req.param('versionId'));
    const { db, actor, language } = c.var;
    const list = await findPriceList(db, listId);
    const version = list?.versions.find(({ id }) => id === versionId);
    if (!list || !version?.publishedAt) throw new NotFound('version', versionId);
    const { page } = readQuery(c, Paged);
    const changes = await listPricePage(db, {
      draft: { versionId, basedOn: version.basedOn, on: tradingDay(version.publishedAt) },
      filter: { only: 'changed' },
      order: 'gravity',
      limit: CHANGES,
      offset: (page - 1) * CHANGES,
    });
    const pages = Math.ceil(changes.counts.changed / CHANGES);
    const shown = { place: placeOf(actor, 'prices'), list, version, changes, page, pages };
    const title = wordsFor(language).prices.versionOf(list.code, version.number);
    return answerPage(c, <PriceVersionPage {...shown} />, { title });
  })

  .post('/:listId/versions/:versionId/undo', async (c) => {
    const listId = pathId('price list', c.req.param('listId'));
    const versionId = pathId('version', c.req.param('versionId'));
    const { db, actor, at } = c.var;
    await transact(db, (tx) => undoPublication(tx, actor, { listId, versionId, at }));
    return c.redirect(`/office/price-lists/${listId}?done=undone`, 303);
  })

  .route('/:listId/draft', priceDraft)

  .route('/:listId/imports', priceImports);
