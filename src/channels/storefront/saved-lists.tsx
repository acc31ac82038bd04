import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { SavedListPage, type SavedListShown } from '../../../views/storefront/saved-list.tsx';
import { SavedListsPage } from '../../../views/storefront/saved-lists.tsx';
import { findWebCart, listLineQuantities } from '../../ordering/cart.queries.ts';
import {
  addCartToList,
  changeSavedLines,
  endSavedList,
  saveCartAsList,
  shareSavedList,
} from '../../ordering/keep-saved-list.ts';
import { orderFromList } from '../../ordering/order-from-list.ts';
import { rightTo, sharingRoles } from '../../ordering/saved-list.ts';
import {
  findSavedList,
  listSavedLines,
  listSavedLists,
} from '../../ordering/saved-list.queries.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { NotFound } from '../../platform/refusal.ts';
import { listAssortmentRows } from '../../stock/assortment.queries.ts';
import { offerOf } from '../../stock/offer.ts';
import type { BuyerEnv } from '../env.ts';
import { readForm, readQuery, typedIn } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { wholeField } from '../trade-fields.ts';
import { readListQuantities } from './list-quantities.ts';
import { readerOf, termsFor } from './reader.ts';

const Name = z.string().trim().min(1).max(100);
const Blank = z.literal('');
const Keeping = z
  .object({
    key: z.uuid(),
    cartId: z.uuid(),
    into: z.union([Blank, z.uuid()]).default(''),
    name: z.string(),
  })
  .transform(({ into, name, ...rest }, context) => {
    const named = Name.safeParse(name);
    if (into === '' && !named.success) {
      context.addIssue({ code: 'custom', path: ['name'], message: 'required' });
    }
    return { ...rest, into, name: named.data ?? '' };
  });
const Seen = { seenEdits: wholeField({ min: 0, max: 1_000_000_000 }) };
const Right = z.enum(['none', 'read', 'change'], 'choose').default('none');
const Sharing = z.object({
  ...Seen,
  name: Name,
  'role.buyer': Right,
  'role.approver': Right,
  'role.foreman': Right,
});
const Ordering = z.looseObject({ key: z.uuid() });
const Changing = z.looseObject(Seen);
const Arrival = z.object({
  edit: z.literal('yes').optional().catch(undefined),
  done: z.enum(['saved', 'kept']).optional().catch(undefined),
  lines: z.coerce.number().int().min(0).catch(0).default(0),
});
const Ended = z.object({ ended: z.string().max(100).optional().catch(undefined) });

/** Lists that a company keeps for a purpose, for everybody who fills carts. */
export const savedLists = new Hono<BuyerEnv>()
  .use(buyer('fill-carts'))

  .get('/', (c) => showLists(c, { ended: readQuery(c, Ended).ended }))

  .post('/', async (c) => {
    const form = await readForm(c, Keeping);
    if (!form.ok) return showLists(c, { ...form, status: 422 });
    const { db, actor, at } = c.var;
    const { key, cartId, into: listId, name } = form.data;
    if (listId === '') {
      await transact(db, (tx) => saveCartAsList(tx, actor, { listId: key, name, cartId, at }));
      return c.redirect(`/lists/${key}`, 303);
    }
    const added = await transact(db, (tx) => addCartToList(tx, actor, { listId, cartId, at }));
    return c.redirect(`/lists/${listId}?done=kept&lines=${added}`, 303);
  })

  .get('/:savedListId', async (c) => {
    const { edit, done, lines } = readQuery(c, Arrival);
    return showList(c, { isEdited: edit === 'yes', done, keptLines: lines });
  })

  .post('/:savedListId/cart', async (c) => {
    const { db, actor, at } = c.var;
    const listId = pathId('saved list', c.req.param('savedListId'));
    const form = await readForm(c, Ordering);
    if (!form.ok) throw new NotFound('saved list', listId);
    const { quantities, wrong } = readListQuantities(c.var.fields);
    const said = quantities.flatMap(({ lineId, quantity }) =>
      quantity ? [{ lineId, quantity }] : [],
    );
    if (wrong.size > 0) return showList(c, { typed: typedIn(c), wrong, status: 422 });
    const { key } = form.data;
    const ordering = { listId, key, quantities: said, at };
    if (said.length > 0) await transact(db, (tx) => orderFromList(tx, actor, ordering));
    else return showList(c, { isNothingChosen: true, status: 422 });
    return c.redirect('/cart', 303);
  })

  .post('/:savedListId/lines', async (c) => {
    const { db, actor, at } = c.var;
    const listId = pathId('saved list', c.req.param('savedListId'));
    const form = await readForm(c, Changing);
    if (!form.ok) throw new NotFound('saved list', listId);
    const { quantities, wrong } = readListQuantities(c.var.fields);
    if (wrong.size > 0) {
      return showList(c, { isEdited: true, typed: typedIn(c), wrong, status: 422 });
    }
    const change = { listId, seenEdits: form.data.seenEdits, quantities, at };
    await transact(db, (tx) => changeSavedLines(tx, actor, change));
    return c.redirect(`/lists/${listId}?done=saved`, 303);
  })

  .post('/:savedListId/sharing', async (c) => {
    const { db, actor } = c.var;
    const listId = pathId('saved list', c.req.param('savedListId'));
    const form = await readForm(c, Sharing);
    if (!form.ok) {
      return showList(c, { typed: form.values, problems: form.problems, status: 422 });
    }
    const { seenEdits, name, ...rights } = form.data;
    const shared = Object.fromEntries(
      sharingRoles.flatMap((role) => {
        const right = rights[`role.${role}`];
        return right === 'none' ? [] : [[role, right] as const];
      }),
    );
    await transact(db, (tx) => shareSavedList(tx, actor, { listId, seenEdits, name, shared }));
    return c.redirect(`/lists/${listId}?done=saved`, 303);
  })

  .post('/:savedListId/end', async (c) => {
    const { db, actor, at } = c.var;
    const listId = pathId('saved list', c.req.param('savedListId'));
    const list = await findSavedList(db, listId);
    await transact(db, (tx) => endSavedList(tx, actor, { listId, at }));
    return c.redirect(`/lists?ended=${encodeURIComponent(list?.name ?? '')}`, 303);
  });

type Typed = {
  ended?: string | undefined;
  values?: Record<string, string>;
  problems?: Record<string, string>;
  status?: 200 | 422;
};

/** The lists and, where a cart is open, the form that keeps its lines: three statements. */
async function showLists(c: Context<BuyerEnv>, typed: Typed): Promise<Response> {
  const { db, actor, at, language } = c.var;
  const lists = await listSavedLists(db, actor);
  const { companyId, personId } = actor;
  const cart = await findWebCart(db, { companyId, personId });
  const lines = cart ? (await listLineQuantities(db, cart.id)).length : 0;
  const { values = {}, problems = {}, ended, status = 200 } = typed;
  const page = (
    <SavedListsPage
      {...{ lists, ended, values, problems }}
      mayChange={(list) => rightTo(actor, list) === 'change'}
      cart={cart && lines > 0 ? { id: cart.id, lines } : undefined}
      formKey={newId(at.getTime())}
    />
  );
  return answerPage(c, page, { title: wordsFor(language).savedLists.title, status });
}

type Shown = Partial<
  Pick<
    SavedListShown,
    'isEdited' | 'done' | 'keptLines' | 'typed' | 'wrong' | 'problems' | 'isNothingChosen'
  >
> & { status?: 200 | 422 };

/** One list as the reader may see it; somebody else's is not found: the list, its lines, terms and goods. */
async function showList(c: Context<BuyerEnv>, { status = 200, ...shown }: Shown) {
  const { db, actor, at } = c.var;
  const listId = pathId('saved list', c.req.param('savedListId') ?? '');
  const list = await findSavedList(db, listId);
  const right = list ? rightTo(actor, list) : 'none';
  if (!list || right === 'none') throw new NotFound('saved list', listId);
  const lines = await listSavedLines(db, listId);
  const reader = readerOf(actor);
  const terms = await termsFor(db, reader, at);
  const productIds = [...new Set(lines.map(({ productId }) => productId))];
  const rows = await listAssortmentRows(db, { productIds, onlooker: reader.onlooker, terms });
  const offers = new Map(rows.map((row) => [row.id, offerOf(row, terms)]));
  const page = (
    <SavedListPage
      {...shown}
      {...{ list, lines, offers, seesPrices: reader.seesPrices }}
      mayChange={right === 'change'}
      formKey={newId(at.getTime())}
    />
  );
  return answerPage(c, page, { title: list.name, status });
}
