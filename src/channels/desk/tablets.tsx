import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Desk } from '../../../views/desk/frame.tsx';
import { TabletsPage } from '../../../views/desk/tablets.tsx';
import { wordsFor } from '../../../views/language.tsx';
import { bindTablet, takeTablet, unbindTablet } from '../../loyalty/bind-tablet.ts';
import { listTablets } from '../../loyalty/tablet.queries.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import type { StaffEnv } from '../env.ts';
import { readForm } from '../exchange.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';

const NewTablet = z.object({ key: z.uuid(), name: z.string().trim().min(1).max(40) });

type Refused = { values: Record<string, string>; problems: Record<string, string> };

/** The tablets of the clerk's branch: bound by a code, taken with the desk, unbound. */
export function deskTablets(desk: Desk): Hono<StaffEnv> {
  const home = `${desk.base}/tablets`;
  return new Hono<StaffEnv>()
    .get('/', (c) => show(c, desk))

    .post('/', async (c) => {
      const form = await readForm(c, NewTablet);
      if (!form.ok) return show(c, desk, form);
      const { db, actor, at } = c.var;
      const { key: id, name } = form.data;
      await transact(db, (tx) => bindTablet(tx, actor, { id, name, at }));
      return c.redirect(home, 303);
    })

    .post('/:tabletId/clerk', async (c) => {
      const { db, actor, at } = c.var;
      const tabletId = pathId('tablet', c.req.param('tabletId'));
      await transact(db, (tx) => takeTablet(tx, actor, { tabletId, at }));
      return c.redirect(home, 303);
    })

    .post('/:tabletId/end', async (c) => {
      const { db, actor, at } = c.var;
      const tabletId = pathId('tablet', c.req.param('tabletId'));
      await transact(db, (tx) => unbindTablet(tx, actor, { tabletId, at }));
      return c.redirect(home, 303);
    });
}

/** A code may stand on the page, so that no copy of the page is kept anywhere. */
async function show(c: Context<StaffEnv>, desk: Desk, refused?: Refused): Promise<Response> {
  const { db, actor, at, config, language } = c.var;
  const { branchCode, personId: clerkId } = actor;
  const tablets = await listTablets(db, { branchCode, at });
  const address = `${config.publicUrl ?? new URL(c.req.url).origin}/tablet`;
  const mayBind = branchCode !== null;
  const formKey = newId(at.getTime());
  const page = <TabletsPage {...{ desk, tablets, clerkId, mayBind, address, formKey, refused }} />;
  const { title } = wordsFor(language).tablets;
  const answer = await answerPage(c, page, { title, status: refused ? 422 : 200 });
  answer.headers.set('Cache-Control', 'no-store');
  return answer;
}
