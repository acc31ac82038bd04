import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { KeysPage, type KeysShown } from '../../../views/storefront/api-keys.tsx';
import { endKey, makeKey } from '../../people/api-key.ts';
import { listKeys } from '../../people/api-key.queries.ts';
import { countKeyMade } from '../../people/attempts.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import type { BuyerEnv } from '../env.ts';
import { readForm, readQuery } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';

const Arrival = z.object({ done: z.enum(['ended']).optional().catch(undefined) });
const NewKey = z.object({
  key: z.uuid(),
  name: z.string().trim().min(1).max(100),
});

/** Keys of a company's programs: made, shown once, and ended by its administrators. */
export const apiKeys = new Hono<BuyerEnv>()
  .use(buyer('manage-keys'))

  .get('/', async (c) => show(c, { isEnded: readQuery(c, Arrival).done === 'ended' }))

  .post('/', async (c) => {
    const form = await readForm(c, NewKey);
    if (!form.ok) return show(c, form, 422);
    const { db, actor, at, config } = c.var;
    const { key: id, name } = form.data;
    await countKeyMade(db, actor.personId);
    const key = await transact(db, (tx) => makeKey(tx, actor, { id, name, at }));
    const address = config.publicUrl ?? new URL(c.req.url).origin;
    return show(c, { made: { name, key, address } });
  })

  .post('/:keyId/end', async (c) => {
    const { db, actor, at } = c.var;
    const keyId = pathId('key', c.req.param('keyId'));
    await transact(db, (tx) => endKey(tx, actor, { keyId, at }));
    return c.redirect('/company/keys?done=ended', 303);
  });

/** The key may stand on the page, so that no copy of the page is kept anywhere. */
async function show(
  c: Context<BuyerEnv>,
  shown: Partial<KeysShown>,
  status: 200 | 422 = 200,
): Promise<Response> {
  const { db, actor, at, language } = c.var;
  const keys = await listKeys(db, actor.companyId);
  const { values = {}, problems = {}, made, isEnded = false } = shown;
  const page = (
    <KeysPage {...{ keys, made, isEnded, values, problems }} formKey={newId(at.getTime())} />
  );
  const answer = await answerPage(c, page, { title: wordsFor(language).apiKeys.title, status });
  answer.headers.set('Cache-Control', 'no-store');
  return answer;
}
