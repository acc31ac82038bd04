import { type Context, Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { z } from 'zod';
import { DeskCart } from '../../../views/desk/cart.tsx';
import type { Desk } from '../../../views/desk/frame.tsx';
import { NothingRemoved, RemovedLines } from '../../../views/parts/removed-lines.tsx';
import { wordsFor } from '../../../views/language.tsx';
import { placingLabels } from '../../../views/parts/placing-form.tsx';
import { ProblemList } from '../../../views/parts/problem-list.tsx';
import { addLines } from '../../ordering/add-lines.ts';
import { readCartCode } from '../../ordering/cart-code.ts';
import { changeLines } from '../../ordering/change-lines.ts';
import { openDeskCart } from '../../ordering/open-cart.ts';
import { listOpenCarts } from '../../ordering/open-carts.queries.ts';
import { removeLines } from '../../ordering/remove-lines.ts';
import { setDetails } from '../../ordering/set-details.ts';
import { handBackCart, parkCart, takeOverCart } from '../../ordering/take-over-cart.ts';
import type { Staff } from '../../people/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, wantsFragment } from '../exchange.ts';
import { answerPart } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { Details } from '../placing-form.ts';
import { lineToRestore, Restoring } from '../restoring-form.ts';
import { readQuantities } from '../storefront/quantities.ts';
import { answerCart, backToCart, readDeskCart } from './shown-cart.tsx';

const Opening = z.object({ companyId: z.uuid() });
const Taking = z.object({ code: z.string().max(20) });
const CartDetails = Details.omit({ cartId: true });

/** Carts in a clerk's hands: begun here, or taken over from the buyer by their code. Every change is saved at once. */
export function carts(desk: Desk): Hono<StaffEnv> {
  const { channel } = desk;
  return new Hono<StaffEnv>()
    .post('/', async (c) => {
      const form = await readForm(c, Opening);
      if (!form.ok) throw new NotFound('company', form.values['companyId'] ?? '');
      const { companyId } = form.data;
      const { db, actor, at } = c.var;
      const { id } = await transact(db, (tx) => emptyCart(tx, actor, { companyId, channel, at }));
      return backToCart(c, desk, id);
    })

    .post('/taken-over', async (c) => {
      const form = await readForm(c, Taking);
      const code = form.ok ? readCartCode(form.data.code) : undefined;
      if (code === undefined) throw new NotFound('cart', '');
      const { db, actor, at } = c.var;
      const cart = await transact(db, (tx) => takeOverCart(tx, actor, { code, channel, at }));
      return backToCart(c, desk, cart.id);
    })

    .get('/:cartId', async (c) => answerCart(c, desk, cartIdOf(c)))

    .post('/:cartId/details', async (c) => {
      const cartId = cartIdOf(c);
      const form = await readForm(c, CartDetails);
      if (!form.ok) return answerDetails(c, desk, cartId, form);
      const { db, actor, at } = c.var;
      await transact(db, (tx) => setDetails(tx, actor, { ...form.data, cartId, at }));
      return answerChanged(c, desk, cartId);
    })

    .post('/:cartId/quantities', async (c) => {
      const cartId = cartIdOf(c);
      const { db, actor, at } = c.var;
      const { changes, wrong } = readQuantities(c.var.fields);
      if (changes.length > 0) {
        await transact(db, (tx) => changeLines(tx, actor, { cartId, changes, at }));
      }
      return answerChanged(c, desk, cartId, { wrong });
    })

    .post('/:cartId/lines/:lineId/removal', async (c) => {
      const cartId = cartIdOf(c);
      const lineIds = [pathId('cart line', c.req.param('lineId'))];
      const { db, actor, at } = c.var;
      const removed = await transact(db, (tx) => removeLines(tx, actor, { cartId, lineIds, at }));
      const base = `${desk.base}/carts/${cartId}`;
      return answerChanged(c, desk, cartId, {
        told: <RemovedLines removed={removed} cartId={cartId} base={base} />,
      });
    })

    .post('/:cartId/lines/:lineId/restoration', async (c) => {
      const cartId = cartIdOf(c);
      const lineId = pathId('cart line', c.req.param('lineId'));
      const line = lineToRestore(lineId, await readForm(c, Restoring));
      const { db, actor, at } = c.var;
      await transact(db, (tx) => addLines(tx, actor, { cartId, channel, lines: [line], at }));
      return answerChanged(c, desk, cartId, { told: <NothingRemoved /> });
    })

    .post('/:cartId/parking', async (c) => {
      const cartId = cartIdOf(c);
      const { db, actor, at } = c.var;
      await transact(db, (tx) => parkCart(tx, actor, { cartId, channel, at }));
      return c.redirect(desk.base, 303);
    })

    .post('/:cartId/return', async (c) => {
      const cartId = cartIdOf(c);
      const { db, actor, at } = c.var;
      await transact(db, (tx) => handBackCart(tx, actor, { cartId, at }));
      return c.redirect(desk.base, 303);
    });
}

/** The clerk's own empty cart for a company, where one is open already: N pressed twice begins one cart. */
async function emptyCart(
  tx: Tx,
  clerk: Staff,
  opening: { companyId: string; channel: Desk['channel']; at: Date },
): Promise<{ id: string }> {
  const { companyId } = opening;
  const open = await listOpenCarts(tx, { companyId });
  const own = open.find(
    (cart) => cart.heldBy === clerk.personId && cart.lines === 0 && !cart.parkedAt,
  );
  return own ?? openDeskCart(tx, clerk, { ...opening, branchCode: clerk.branchCode ?? undefined });
}

/** The grid as it stands now, with what was typed and cannot be understood, and what is told beside it. */
async function answerChanged(
  c: Context<StaffEnv>,
  desk: Desk,
  cartId: string,
  { wrong = new Map(), told }: { wrong?: ReadonlyMap<string, string>; told?: Child } = {},
): Promise<Response> {
  const words = wordsFor(c.var.language);
  const typed = Object.fromEntries(wrong);
  const problems = Object.fromEntries(
    [...wrong.keys()].map((id) => [id, words.problems.quantity()]),
  );
  if (!wantsFragment(c)) {
    return wrong.size > 0
      ? answerCart(c, desk, cartId, { typed, problems })
      : backToCart(c, desk, cartId);
  }
  const cart = await readDeskCart(c, cartId);
  const shown = { desk, cart, clerkId: c.var.actor.personId, typed, problems };
  return answerPart(
    c,
    <>
      <DeskCart {...shown} />
      {told ?? (
        <hx-partial hx-target="#live" hx-swap="innerHTML">
          {wrong.size > 0 ? words.problems.quantity() : words.deskScreens.saved}
        </hx-partial>
      )}
    </>,
    { status: wrong.size > 0 ? 422 : 200 },
  );
}

/** Nothing was saved: the problems stand at the top, what was typed stays where it is. */
function answerDetails(
  c: Context<StaffEnv>,
  desk: Desk,
  cartId: string,
  form: { values: Record<string, string>; problems: Record<string, string> },
): Promise<Response> {
  const { values, problems } = form;
  if (!wantsFragment(c)) return answerCart(c, desk, cartId, { details: { values, problems } });
  const labels = placingLabels(wordsFor(c.var.language));
  c.header('HX-Retarget', '#flash');
  c.header('HX-Reswap', 'innerHTML');
  return answerPart(c, <ProblemList problems={problems} labels={labels} />, { status: 422 });
}

const cartIdOf = (c: Context<StaffEnv>): string => pathId('cart', c.req.param('cartId') ?? '');
