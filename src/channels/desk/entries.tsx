import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { hrefOfCart } from '../../../views/desk/cart.tsx';
import type { EntryChoice, Missed } from '../../../views/desk/entry.tsx';
import { EntryMissed, EntryOpen, LineAdded } from '../../../views/desk/entry-answer.tsx';
import type { Desk } from '../../../views/desk/frame.tsx';
import { tradingDay } from '../../measures/calendar.ts';
import { units } from '../../measures/quantity.ts';
import { addLines, type WantedLine } from '../../ordering/add-lines.ts';
import { readCartContent } from '../../ordering/cart-content.queries.ts';
import { findEntry, readEntry } from '../../ordering/find-entry.ts';
import { mayActFor } from '../../people/actor.ts';
import { derivedId } from '../../platform/derived-id.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { NotFound, Refusal } from '../../platform/refusal.ts';
import { readPriceTerms } from '../../pricing/pricing.queries.ts';
import { recordMissedDemand } from '../../stock/record-missed-demand.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, wantsFragment } from '../exchange.ts';
import { answerPart } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { answerCart, backToCart, readAside, readDeskCart } from './shown-cart.tsx';

const Typed = z.object({ key: z.uuid(), text: z.string().trim().max(200) });

/** A product out of a list; without one the list is put away. */
const Chosen = z.object({
  key: z.uuid(),
  typed: z.string().max(200),
  productId: z.uuid().optional(),
  amountMilli: z.coerce.number().int().positive().max(1_000_000_000).optional(),
  unit: z.enum(units).optional(),
  lengthMm: z
    .union([z.literal('').transform(() => undefined), z.coerce.number().int().positive()])
    .optional(),
});

/** A line on its way into a cart, and from where. */
type Adding = { cartId: string; typed: string; line: WantedLine; choiceKey?: string };

/**
 * The entry row of a cart: what is typed or scanned becomes a line at once, a
 * list to choose from, or one more of those that were not found. The id of a line
 * follows from the key of the form and what was typed, so the same form sent
 * twice adds one line.
 */
export function entries(desk: Desk): Hono<StaffEnv> {
  return new Hono<StaffEnv>()
    .post('/:cartId/entries', async (c) => {
      const cartId = pathId('cart', c.req.param('cartId'));
      const form = await readForm(c, Typed);
      if (!form.ok) return answerUnread(c, desk, cartId, form.values['text']);
      if (form.data.text === '') return answerNothing(c, desk, cartId);
      const { key, text } = form.data;
      const found = await findMeant(c, cartId, text);
      if (found.kind === 'none') {
        await rememberMissed(c, desk, { ...found.wanted, typed: text });
        return answerMissed(c, desk, cartId, { typed: text });
      }
      if (found.kind === 'several') {
        const { lines, total } = found;
        return answerChoice(c, desk, cartId, { key: newId(), typed: text, lines, total });
      }
      const { product, quantity, lengthMm } = found.line;
      const line = { id: derivedId(key, text), productId: product.id, quantity, lengthMm };
      return add(c, desk, { cartId, typed: text, line });
    })

    .post('/:cartId/choices', async (c) => {
      const cartId = pathId('cart', c.req.param('cartId'));
      const form = await readForm(c, Chosen);
      if (!form.ok) return answerUnread(c, desk, cartId, form.values['typed'] ?? '…');
      const { key, typed, productId, amountMilli, unit, lengthMm } = form.data;
      if (productId === undefined || amountMilli === undefined || unit === undefined) {
        return answerMissed(c, desk, cartId, { typed }, key);
      }
      const quantity = { amountMilli, unit };
      const line = { id: derivedId(key, productId), productId, quantity, lengthMm };
      return add(c, desk, { cartId, typed, line, choiceKey: key });
    });
}

/** What an entry means for the company and the branch of a cart. */
async function findMeant(c: Context<StaffEnv>, cartId: string, text: string) {
  const { db, actor, at } = c.var;
  const on = tradingDay(at);
  const content = await readCartContent(db, { cartId }, on);
  if (!content || !mayActFor(actor, content.cart.companyId)) throw new NotFound('cart', cartId);
  const { companyId, siteId, branchCode } = content.cart;
  const terms = await readPriceTerms(db, { companyId, siteId, on });
  const onlooker = { companyId, branchCode };
  const found = await findEntry(db, { entry: readEntry(text), onlooker, terms });
  return { ...found, wanted: onlooker };
}

/** What a customer asked for and the shop does not keep: the office hears of it. */
async function rememberMissed(
  c: Context<StaffEnv>,
  { channel }: Desk,
  wanted: { typed: string; companyId: string; branchCode: string },
): Promise<void> {
  const { db, actor, at } = c.var;
  await transact(db, (tx) =>
    recordMissedDemand(tx, actor, { ...wanted, isFound: false, channel, at }),
  );
}

/** Adds a line. A quantity that the product is not sold in is no reason to stop: it joins what was not found, with the reason. */
async function add(c: Context<StaffEnv>, desk: Desk, adding: Adding): Promise<Response> {
  const { db, actor, at } = c.var;
  const { cartId, typed, line, choiceKey } = adding;
  const { channel } = desk;
  try {
    const added = await transact(db, (tx) =>
      addLines(tx, actor, { cartId, channel, lines: [line], at }),
    );
    if (!wantsFragment(c)) return backToCart(c, desk, cartId);
    const cart = await readDeskCart(c, cartId);
    const shown = { desk, cart, clerkId: actor.personId, lineId: line.id, isNew: added === 1 };
    const aside = await readAside(db, cart);
    return answerPart(
      c,
      <LineAdded {...shown} aside={aside} entryKey={newId()} choiceKey={choiceKey} />,
    );
  } catch (error) {
    if (!(error instanceof Refusal) || error.reason.code !== 'not-sold-so') throw error;
    return answerMissed(c, desk, cartId, { typed, refused: error.reason }, choiceKey);
  }
}

function answerChoice(
  c: Context<StaffEnv>,
  desk: Desk,
  cartId: string,
  choice: EntryChoice,
): Promise<Response> {
  if (!wantsFragment(c)) return answerCart(c, desk, cartId, { choice });
  const base = hrefOfCart(desk, { id: cartId });
  return answerPart(c, <EntryOpen base={base} choice={choice} />);
}

function answerMissed(
  c: Context<StaffEnv>,
  desk: Desk,
  cartId: string,
  missed: Missed,
  choiceKey?: string,
): Promise<Response> {
  if (!wantsFragment(c)) return answerCart(c, desk, cartId, { missed });
  const part = <EntryMissed missed={missed} {...(choiceKey === undefined ? {} : { choiceKey })} />;
  return answerPart(c, part, { status: 422 });
}

/** What cannot be read at all joins what was not found, so that it can be typed again. */
function answerUnread(
  c: Context<StaffEnv>,
  desk: Desk,
  cartId: string,
  typed = '',
): Response | Promise<Response> {
  return typed.trim() === ''
    ? answerNothing(c, desk, cartId)
    : answerMissed(c, desk, cartId, { typed });
}

/** Enter on an empty row changes nothing. */
function answerNothing(
  c: Context<StaffEnv>,
  desk: Desk,
  cartId: string,
): Response | Promise<Response> {
  return wantsFragment(c) ? c.body(null, 204) : backToCart(c, desk, cartId);
}
