import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { GoodsCustomsPage } from '../../../views/office/goods-customs.tsx';
import { listGoodsCustoms } from '../../payments/goods-customs.queries.ts';
import { keepGoodsCustoms } from '../../payments/keep-goods-customs.ts';
import { transact } from '../../platform/db/transact.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, readQuery } from '../exchange.ts';
import { staff } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { placeOf } from './place.ts';

const Query = z.object({ category: z.string().max(60).optional().catch(undefined) });
const Kept = z.object({
  categoryCode: z.string().min(1).max(60),
  originCode: z.enum(['1', '2', '3', '4', '5']).transform(Number),
  tnvedCode: z
    .string()
    .max(20)
    .transform((typed) => typed.replaceAll(/\s/g, ''))
    .refine((code) => /^\d{4,10}$/.test(code), 'tnved'),
  tnvedName: z.string().trim().max(200),
});

/** What the register of electronic invoices asks of our goods, for those who keep the books. */
export const goodsCustoms = new Hono<StaffEnv>()
  .use(staff('keep-books'))

  .get('/', (c) => show(c, readQuery(c, Query).category))

  .post('/', async (c) => {
    const form = await readForm(c, Kept);
    if (!form.ok) return show(c, form.values['categoryCode'], form);
    const { db, actor, at } = c.var;
    await transact(db, (tx) => keepGoodsCustoms(tx, actor, { ...form.data, at }));
    return c.redirect('/office/customs', 303);
  });

/** All categories, and the form of the one that is asked for; else of the first of which nothing is known. */
async function show(
  c: Context<StaffEnv>,
  category: string | undefined,
  refused?: { values: Record<string, string>; problems: Record<string, string> },
): Promise<Response> {
  const { db, actor, language } = c.var;
  const page = (
    <GoodsCustomsPage
      rows={await listGoodsCustoms(db)}
      category={category}
      place={placeOf(actor, 'customs')}
      refused={refused}
    />
  );
  const { title } = wordsFor(language).papers.customs;
  return answerPage(c, page, { title, status: refused ? 422 : 200 });
}
