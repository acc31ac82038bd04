import { Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { MissingGoodsPage } from '../../../views/office/missing-goods.tsx';
import { listGoodsNowhere } from '../../ordering/missing-goods.queries.ts';
import { seekMissing } from '../../ordering/seek-goods.ts';
import { transact } from '../../platform/db/transact.ts';
import type { StaffEnv } from '../env.ts';
import { readQuery } from '../exchange.ts';
import { staff } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { placeOf } from './place.ts';

const ROWS_MAX = 100;
const Query = z.object({ looked: z.uuid().optional().catch(undefined) });

/** What did not come for orders and no branch has, for whoever talks to their companies. */
export const missingGoods = new Hono<StaffEnv>()
  .use(staff('set-terms'))

  .get('/', async (c) => {
    const { db, actor, language } = c.var;
    const { looked } = readQuery(c, Query);
    const rows = await listGoodsNowhere(db, ROWS_MAX);
    const page = <MissingGoodsPage {...{ rows, looked, place: placeOf(actor, 'missing') }} />;
    return answerPage(c, page, { title: wordsFor(language).missingGoods.title });
  })

  .post('/:orderId/search', async (c) => {
    const orderId = pathId('order', c.req.param('orderId'));
    const { db, actor, at } = c.var;
    const isFound = await transact(db, (tx) => seekMissing(tx, { orderId, by: actor, at }));
    const to = isFound ? `/office/orders/${orderId}` : `/office/missing-goods?looked=${orderId}`;
    return c.redirect(to, 303);
  });
