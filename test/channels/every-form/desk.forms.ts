import { checkDigit } from '../../../src/customers/bin.ts';
import { moveOrder } from '../../../src/ordering/move-order.ts';
import { overridePrice } from '../../../src/ordering/override-price.ts';
import type { Staff } from '../../../src/people/actor.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { newId } from '../../../src/platform/id.ts';
import { aCutCart } from '../../support/cutting.ts';
import {
  type Field,
  anyId,
  choice,
  exactNumber,
  exactly,
  exactlyAsTyped,
  matching,
  number,
  optional,
  words,
} from '../../support/every-form.ts';
import { place } from '../../support/sale.ts';
import { aClerk, at } from '../../support/world.ts';
import {
  cancelling,
  changing,
  cutLength,
  details,
  foreignLines,
  placing,
  removedLine,
  repeatedInWords,
} from './cart-fields.ts';
import {
  type Company,
  type Forms,
  type Ready,
  aCart,
  anOrder,
  clerks,
  cookies,
  db,
  rebar,
  them,
  us,
} from './cast.ts';
import { complaining } from './claims.forms.ts';
import { aFreightToAgree, aKeptOrder } from './credit.forms.ts';
import { repeating } from './lists.forms.ts';

const BIN = `24014099999${checkDigit(Array.from('24014099999', Number))}`;

/** A price of a line three per cent below the lists, which a clerk may not give alone. Tells the line. */
export async function anOverrideOf(
  cart: { cartId: string; lineId: string },
  by: Staff,
): Promise<string> {
  const wanted = { discountBp: 300 };
  const overriding = { ...cart, wanted, reason: 'as asked', channel: 'counter', at } as const;
  await transact(db, (tx) => overridePrice(tx, by, overriding));
  return cart.lineId;
}

/** A cutting job whose order is confirmed. */
async function aJobToRelease(company: Company): Promise<string> {
  const clerk = await aClerk(db);
  const cart = await aCutCart(db, clerk, { company, product: rebar });
  const { orderId } = await place(db, clerk, cart);
  const confirmed = { orderId, version: 1, channel: 'counter', at } as const;
  await transact(db, (tx) => moveOrder(tx, clerk, confirmed));
  const job = db.selectFrom('cuttingJob').where('orderId', '=', orderId).select('id');
  return (await job.executeTakeFirstOrThrow()).id;
}

/** The forms of a desk; the same at the counter and on the phone. */
function formsAt(channel: 'counter' | 'phone'): Forms {
  const cookie = () => cookies[channel];
  const withCart =
    (fill: (cart: { cartId: string; lineId: string }) => Ready | Promise<Ready>) => async () => {
      const cart = await aCart(us.company, clerks[channel]);
      const filled = await fill(cart);
      const params = { cartId: exactly(cart.cartId), ...filled.params };
      return { cookie: cookie(), ...filled, params };
    };
  const withOrder = (fields: () => Record<string, Field>) => async () => ({
    cookie: cookie(),
    params: { orderId: exactly(await anOrder(us.company)) },
    fields: fields(),
  });
  const at = (path: string) => `POST /${channel}${path}`;
  return {
    [at('/customers')]: async () => ({
      cookie: cookie(),
      fields: {
        bin: exactlyAsTyped(BIN),
        name: words('ТОО «Жаңа»', { min: 1, max: 200 }),
        phone: optional(matching('+7 701 555 12 34', /^\s*$|^\+?[\d ]{10,16}$/)),
      },
    }),
    [at('/carts')]: async () => ({
      cookie: cookie(),
      fields: { companyId: exactly(us.company.id) },
    }),
    [at('/carts/taken-over')]: async () => {
      const { cartId } = await aCart(us.company, clerks[channel]);
      const { code } = await db
        .selectFrom('cart')
        .where('id', '=', cartId)
        .select('code')
        .executeTakeFirstOrThrow();
      return { cookie: cookie(), fields: { code: exactly(code) } };
    },
    [at('/carts/:cartId/details')]: withCart(() => ({ fields: details(() => us) })),
    [at('/carts/:cartId/quantities')]: withCart(({ lineId }) => ({
      fields: changing(lineId),
      wrong: foreignLines(),
      mayBeEmpty: true,
    })),
    [at('/carts/:cartId/lines/:lineId/removal')]: withCart(({ lineId }) => ({
      params: { lineId: anyId(lineId) },
    })),
    [at('/carts/:cartId/lines/:lineId/price')]: withCart(({ lineId }) => ({
      params: { lineId: exactly(lineId, them.lineId) },
      fields: {
        asked: number('415000', { min: 0.01, max: 1_000_000_000, decimals: 2 }),
        basis: choice('with-vat', ['with-vat', 'without-vat']),
        reason: words('as in October', { min: 1, max: 200 }),
      },
    })),
    [at('/carts/:cartId/lines/:lineId/price/removal')]: withCart(async (cart) => ({
      params: { lineId: exactly(await anOverrideOf(cart, clerks.counter), them.lineId) },
    })),
    [at('/carts/:cartId/lines/:lineId/restoration')]: withCart(() => ({
      params: { lineId: anyId(newId()) },
      fields: removedLine(),
    })),
    [at('/carts/:cartId/parking')]: withCart(() => ({})),
    [at('/carts/:cartId/return')]: withCart(() => ({})),
    [at('/carts/:cartId/entries')]: withCart(() => ({
      fields: {
        key: anyId(newId()),
        text: optional(repeatedInWords(words(`${rebar.sku} 5`, { max: 200 }))),
      },
      mayBeEmpty: true,
    })),
    [at('/carts/:cartId/choices')]: withCart(() => ({
      fields: {
        key: anyId(newId()),
        typed: repeatedInWords(words('rebar', { max: 200 })),
        productId: exactly(rebar.id),
        amountMilli: exactNumber('5000'),
        unit: choice('pcs', ['pcs', 'm', 'm2', 'kg', 't']),
        lengthMm: cutLength(/^\s*$|^(0x)?[1-9]\d{0,4}$/),
      },
    })),
    [at('/carts/:cartId/review/details')]: withCart(() => ({ fields: details(() => us) })),
    [at('/carts/:cartId/review')]: withCart(async ({ cartId }) => ({
      fields: await placing(cartId),
    })),
    [at('/orders/:orderId/advance')]: withOrder(() => ({ version: exactNumber('1') })),
    [at('/orders/:orderId/cancellation')]: withOrder(cancelling),
    [at('/orders/:orderId/payment-link')]: withOrder(() => ({})),
    [at('/orders/:orderId/freight/:offerId/agreement')]: async () => ({
      ...(await freightAtDesk(cookie())),
      fields: { whoSaid: words('Aliya, by telephone', { min: 1, max: 300 }) },
    }),
    [at('/orders/:orderId/freight/:offerId/refusal')]: async () => ({
      ...(await freightAtDesk(cookie())),
      fields: { whyNo: words('too dear', { min: 1, max: 300 }) },
    }),
    [at('/orders/:orderId/let-go')]: async () => ({
      cookie: cookie(),
      params: { orderId: exactly((await aKeptOrder()).orderId) },
      fields: { reason: words('paid tomorrow', { min: 3, max: 500 }) },
    }),
    [at('/orders/:orderId/claim')]: withOrder(() => ({
      ...complaining(),
      lateReason: optional(words('the site was closed', { max: 500 })),
    })),
    [at('/orders/:orderId/repetition')]: withOrder(() => ({})),
    [at('/orders/:orderId/repetition/lines')]: async () => ({
      ...(await repeating(false)),
      cookie: cookie(),
    }),
    [at('/cutting/:jobId/advance')]: async () => ({
      cookie: cookie(),
      params: { jobId: exactly(await aJobToRelease(us.company)) },
      fields: { version: exactNumber('1'), lotId: optional(anyId(newId())) },
    }),
  };
}

/** The two desks: customers, carts, orders and what is cut for them. */
export const deskForms: Forms = { ...formsAt('counter'), ...formsAt('phone') };

/** An order at a desk whose freight was named and waits for an answer. */
async function freightAtDesk(cookie: string) {
  const { orderId, offerId } = await aFreightToAgree(15_000_000);
  return { cookie, params: { orderId: exactly(orderId), offerId: exactly(offerId) } };
}
