import { type Context, Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { z } from 'zod';
import { NothingRemoved, RemovedLines } from '../../../views/parts/removed-lines.tsx';
import { wordsFor } from '../../../views/language.tsx';
import { CartBadge } from '../../../views/layout.tsx';
import { CutAdded } from '../../../views/parts/cutting.tsx';
import { AddLinesForm, AddLinesPage } from '../../../views/storefront/add-lines.tsx';
import { CartPage, CartTable } from '../../../views/storefront/cart.tsx';
import { addLines } from '../../ordering/add-lines.ts';
import type { Cart } from '../../ordering/cart.ts';
import { changeLines } from '../../ordering/change-lines.ts';
import { listOpenCarts } from '../../ordering/open-carts.queries.ts';
import { openWebCart } from '../../ordering/open-cart.ts';
import { listSoldProducts } from '../../ordering/product.queries.ts';
import { readCart } from '../../ordering/read-cart.ts';
import { removeLines } from '../../ordering/remove-lines.ts';
import { may, mayActFor } from '../../people/actor.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { BuyerEnv } from '../env.ts';
import { readForm, readQuery, wantsFragment } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { answerPage, answerPart } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { lineToRestore, Restoring } from '../restoring-form.ts';
import { readCutLine } from './cut-form.ts';
import { findShownCart } from './shown-cart.ts';
import { type NewLines, readNewLines, wantedLineOf } from './new-lines.ts';
import { readQuantities } from './quantities.ts';

const Sought = z.object({ cart: z.string().max(20).optional().catch(undefined) });
const WhichCart = z.looseObject({ cartId: z.uuid() });

/** A buyer's cart: see it, add to it, change it. Every change answers with the table and the badge. */
export const cart = new Hono<BuyerEnv>()
  .use(buyer('fill-carts'))

  .get('/', async (c) => {
    const { db, actor } = c.var;
    const shown = await findShownCart(c, readQuery(c, Sought).cart);
    const others = shown ? [] : await listOpenCarts(db, { companyId: actor.companyId });
    const page = <CartPage shown={shown && display(c, shown)} others={others} />;
    return answerPage(c, page, { title: wordsFor(c.var.language).cart.title });
  })

  .post('/lines', async (c) => {
    const { db, actor, at } = c.var;
    const rows = readNewLines(c.var.fields);
    const wanted = await wantedLines(c, rows);
    if (!wanted) return answerRows(c, rows);
    const { companyId } = actor;
    const cartId = await transact(db, async (tx) => {
      const { id } = await openWebCart(tx, actor, { companyId, at });
      await addLines(tx, actor, { cartId: id, channel: 'web', lines: wanted, at });
      return id;
    });
    if (!wantsFragment(c)) return c.redirect('/cart', 303);
    const filled = await readCart(db, { cartId }, at);
    return answerPart(c, <Said c={c} cart={filled} what={{ added: wanted.length }} />);
  })

  .post('/cuts', async (c) => {
    const { db, actor, at } = c.var;
    const { sku, ...wanted } = await readCutLine(c);
    const [product] = await listSoldProducts(db, [sku]);
    if (!product) throw new NotFound('product', sku);
    const lines = [{ ...wanted, productId: product.id }];
    const { companyId } = actor;
    const cartId = await transact(db, async (tx) => {
      const { id } = await openWebCart(tx, actor, { companyId, at });
      await addLines(tx, actor, { cartId: id, channel: 'web', lines, at });
      return id;
    });
    if (!wantsFragment(c)) return c.redirect('/cart', 303);
    const filled = await readCart(db, { cartId }, at);
    return answerPart(
      c,
      <>
        <CutAdded />
        <Said c={c} cart={filled} what={{ added: 1 }} />
      </>,
    );
  })

  .post('/quantities', async (c) => {
    const { db, actor, at } = c.var;
    const cartId = await whichCart(c);
    const { changes, wrong } = readQuantities(c.var.fields);
    if (changes.length > 0)
      await transact(db, (tx) => changeLines(tx, actor, { cartId, changes, at }));
    if (wrong.size === 0 && !wantsFragment(c)) return c.redirect('/cart', 303);
    const changed = await readOwnCart(c, cartId);
    const { problems } = wordsFor(c.var.language);
    const shown = {
      ...display(c, changed),
      typed: Object.fromEntries(wrong),
      problems: Object.fromEntries([...wrong.keys()].map((id) => [id, problems.quantity()])),
    };
    const status = wrong.size > 0 ? 422 : 200;
    if (!wantsFragment(c)) {
      const { title } = wordsFor(c.var.language).cart;
      return answerPage(c, <CartPage shown={shown} others={[]} />, { title, status });
    }
    return answerPart(c, <CartTable {...shown} />, { status });
  })

  .post('/lines/:lineId/removal', async (c) => {
    const { db, actor, at } = c.var;
    const cartId = await whichCart(c);
    const lineIds = [pathId('cart line', c.req.param('lineId'))];
    const removed = await transact(db, (tx) => removeLines(tx, actor, { cartId, lineIds, at }));
    if (!wantsFragment(c)) return c.redirect('/cart', 303);
    return answerCart(c, cartId, <RemovedLines removed={removed} cartId={cartId} base="/cart" />);
  })

  .post('/lines/:lineId/restoration', async (c) => {
    const { db, actor, at } = c.var;
    const cartId = await whichCart(c);
    const lineId = pathId('cart line', c.req.param('lineId'));
    const line = lineToRestore(lineId, await readForm(c, Restoring));
    const restored = { cartId, channel: 'web', lines: [line], at } as const;
    await transact(db, (tx) => addLines(tx, actor, restored));
    if (!wantsFragment(c)) return c.redirect('/cart', 303);
    return answerCart(c, cartId, <NothingRemoved />);
  });

/** The cart as it stands now, the badge, and what is told beside them. */
async function answerCart(c: Context<BuyerEnv>, cartId: string, told: Child): Promise<Response> {
  const changed = await readOwnCart(c, cartId);
  return answerPart(
    c,
    <>
      <CartTable {...display(c, changed)} />
      <Said c={c} cart={changed} />
      {told}
    </>,
  );
}

/** The badge of the bar and, when lines came in, words for those who do not see it change. */
const Said = (say: { c: Context<BuyerEnv>; cart: Cart | undefined; what?: { added: number } }) => {
  const words = wordsFor(say.c.var.language);
  return (
    <>
      <CartBadge lines={say.cart?.lines.length ?? 0} words={words.shell} oob />
      {say.what && (
        // The next lines from the same table are other lines, so their form gets another key.
        <input type="hidden" id="lines-key" name="key" value={newId()} hx-swap-oob="true" />
      )}
      {say.what && (
        <hx-partial hx-target="#live" hx-swap="innerHTML">
          {words.sale.added(say.what.added)} <a href="/cart">{words.sale.toCart}</a>
        </hx-partial>
      )}
    </>
  );
};

const display = (c: Context<BuyerEnv>, cart: Cart) => ({
  cart,
  seesPrices: may(c.var.actor, 'see-prices'),
  mayPlace: may(c.var.actor, 'place-orders'),
});

/** The lines that were filled, or `undefined` where there are none or one of them is wrong. */
async function wantedLines(c: Context<BuyerEnv>, rows: NewLines) {
  if (!rows.isKeyed || rows.typed.length === 0 || rows.typed.some((row) => row.problem))
    return undefined;
  const products = await listSoldProducts(
    c.var.db,
    rows.typed.map((row) => row.sku),
  );
  const wanted = rows.typed.map((row) => {
    const product = products.find((one) => one.sku === row.sku);
    if (!product) throw new NotFound('product', row.sku);
    return wantedLineOf(row, { key: rows.key, productId: product.id });
  });
  return wanted.filter((line) => line !== undefined);
}

/** The rows again as they were typed, with what is wrong beside each; nothing was added. */
function answerRows(c: Context<BuyerEnv>, rows: NewLines): Promise<Response> {
  const words = wordsFor(c.var.language);
  if (!wantsFragment(c)) {
    return answerPage(c, <AddLinesPage {...rows} />, { title: words.cart.title, status: 422 });
  }
  c.header('HX-Retarget', '#flash');
  c.header('HX-Reswap', 'innerHTML');
  return answerPart(c, <AddLinesForm {...rows} />, { status: 422 });
}

async function whichCart(c: Context<BuyerEnv>): Promise<string> {
  const form = await readForm(c, WhichCart);
  if (!form.ok) throw new NotFound('cart', '');
  return form.data.cartId;
}

async function readOwnCart(c: Context<BuyerEnv>, cartId: string): Promise<Cart> {
  const found = await readCart(c.var.db, { cartId }, c.var.at);
  if (!found || !mayActFor(c.var.actor, found.companyId)) throw new NotFound('cart', cartId);
  return found;
}
