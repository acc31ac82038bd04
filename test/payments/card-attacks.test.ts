import type { Kysely } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { expireReservation } from '../../src/ordering/expire-reservations.ts';
import { findOrder } from '../../src/ordering/order-lines.queries.ts';
import { handleNotice } from '../../src/payments/handle-notice.ts';
import { holdPaidOrder } from '../../src/payments/hold-paid-order.ts';
import { reconcileCards } from '../../src/payments/reconcile-cards.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import type { CardPayments } from '../../src/platform/gateways/card-payments.ts';
import { newId } from '../../src/platform/id.ts';
import { Refusal } from '../../src/platform/refusal.ts';
import { cardOrders, type Owed, sessionOf } from '../support/card-orders.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, place } from '../support/sale.ts';
import { aStandIn, type StandIn } from '../support/stand-in.ts';
import { aClerk, aCompany, aTradingDay, rebarFor } from '../support/world.ts';

/**
 * How many of all cases are tried: a sample each time, `ATTACKS=720` for every
 * order of six notices and `ATTACKS=1000` for a thousand lost answers.
 */
const ATTACKS = Number(process.env['ATTACKS'] ?? 12);
const WHILE_ATTACKED = { timeout: 30_000 + ATTACKS * 2_000 };

/** The provider's clock is the real one, and a thousand attacks take longer than a page may be opened before its end. */
const at = new Date();
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);
const paying = (order: Owed) => shop.paying(order, order.grossMinor, later(0));

let db: Kysely<DB>;
let clerk: Staff;
let standIn: StandIn;
let cards: CardPayments;
let shop: ReturnType<typeof cardOrders>;

beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
  standIn = await aStandIn();
  cards = standIn.cards();
  shop = cardOrders({ db, clerk, cards, at });
});
afterAll(() => standIn.close());
afterEach(async () => {
  await standIn.mend();
  expect(await auditFindings(db)).toEqual([]);
});

type Told = { aboutKind: 'checkout' | 'payment' | 'dispute'; aboutId: string };

/** Paid, disputed and won at the provider's, of which nobody has told us yet: six notices are on their way. */
async function aLifeAtTheProvider(): Promise<{ order: Owed; disputeId: string; told: Told[] }> {
  const order = await shop.anOrder();
  const sessionId = sessionOf(await paying(order));
  await standIn.pay(sessionId);
  const { paymentIntentId = '' } = await cards.readCheckout(sessionId);
  const { id: disputeId } = await standIn.dispute(paymentIntentId);
  await standIn.moveDispute(disputeId, 'won');
  const told: Told[] = [
    { aboutKind: 'checkout', aboutId: sessionId },
    { aboutKind: 'checkout', aboutId: sessionId },
    { aboutKind: 'payment', aboutId: paymentIntentId },
    { aboutKind: 'dispute', aboutId: disputeId },
    { aboutKind: 'dispute', aboutId: disputeId },
    { aboutKind: 'dispute', aboutId: disputeId },
  ];
  return { order, disputeId, told };
}

/** Keeps a notice as the webhook does, and does its job, twice at once. */
async function hear({ aboutKind, aboutId }: Told): Promise<void> {
  const eventId = newId();
  await db
    .insertInto('providerNotice')
    .values({
      ...{ eventId, aboutKind, aboutId, type: aboutKind },
      ...{ happenedAt: at, receivedAt: at },
    })
    .execute();
  const work = () => handleNotice(db, cards, { noticeId: eventId }, at);
  await Promise.all([work(), work()]);
}

const timesBooked = async (reference: string) => {
  const rows = await db
    .selectFrom('ledgerTransaction')
    .where('reference', '=', reference)
    .select('kind')
    .execute();
  return rows.map(({ kind }) => kind).toSorted();
};

test(
  'six notices of one payment, each twice at once and in every order, book each thing once',
  WHILE_ATTACKED,
  async () => {
    const orderings = permutationsOf([0, 1, 2, 3, 4, 5]);
    expect(orderings).toHaveLength(720);
    const step = Math.max(1, Math.floor(720 / ATTACKS));
    const lives = [];
    for (const ordering of orderings.filter((_, n) => n % step === 0)) {
      const life = await aLifeAtTheProvider();
      for (const which of ordering) {
        const told = life.told[which];
        if (told) await hear(told);
      }
      lives.push(life);
    }
    // Money disputed before we heard of it at all is found by the reconciliation.
    await reconcileCards(db, cards, later(2));

    expect(lives.length).toBeGreaterThanOrEqual(Math.min(ATTACKS, 720));
    for (const { order, disputeId } of lives) {
      const [payment, ...more] = await shop.paymentsOf(order.companyId);
      expect(more).toEqual([]);
      expect(payment?.amountMinor).toBe(order.grossMinor);
      expect(await shop.moneyOf(order)).toEqual({ paidMinor: order.grossMinor, balanceMinor: 0 });
      expect(await timesBooked(disputeId)).toEqual(['dispute', 'dispute-won']);
    }
  },
);

/** Which answer gets lost, and who finds out. */
const losses = ['of the opening', 'of the notice', 'of the look', 'of nothing'] as const;

test(
  'whichever answer of the provider is lost, the order is paid once and nothing stays unknown',
  WHILE_ATTACKED,
  async () => {
    const orders: Owed[] = [];
    const refused: unknown[] = [];
    for (let n = 0; n < ATTACKS; n += 1) {
      const order = await shop.anOrder();
      orders.push(order);
      const loss = losses[n % losses.length];
      if (loss === 'of the opening') {
        await standIn.fail('POST', '/v1/checkout/sessions', { kind: 'dropAnswer' }, 9);
        refused.push(await paying(order).catch((error: unknown) => error));
        await standIn.mend();
      }
      const sessionId = sessionOf(await paying(order));
      await standIn.pay(sessionId);
      if (loss === 'of the notice' || loss === 'of nothing') {
        if (loss === 'of the notice') await standIn.fail('GET', '/v1/checkout', dropped, 9);
        await hear({ aboutKind: 'checkout', aboutId: sessionId }).catch(() => undefined);
        await standIn.mend();
      }
      if (loss === 'of the look') {
        await standIn.fail('GET', '/v1/checkout', dropped, 9);
        await reconcileCards(db, cards, later(2)).catch(() => undefined);
        await standIn.mend();
      }
    }
    await reconcileCards(db, cards, later(14));

    for (const error of refused) {
      expect(error).toMatchObject({ reason: { code: 'card-unanswered' } });
    }
    for (const order of orders) {
      expect(await shop.paymentsOf(order.companyId)).toHaveLength(1);
      expect(await shop.moneyOf(order)).toEqual({ paidMinor: order.grossMinor, balanceMinor: 0 });
      expect(await shop.attemptsOf(order.orderId)).toEqual(['paid']);
    }
  },
);

/** An order of the last of its goods, whose page is open, and somebody else who wants them. */
async function theLastOfTheGoods() {
  const company = await aCompany(db, { creditLimitMinor: 1_000_000_000 });
  // Of four bars there are four, and not eight.
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000, stockG: 45_000 });
  const buying = () => aCartOf(db, clerk, company, [{ product: rebar, bars: 4 }]);
  const { orderId } = await place(db, clerk, await buying(), { payment: 'prepaid', at: later(0) });
  const grossMinor = (await findOrder(db, orderId))?.grossMinor ?? 0;
  const order = { companyId: company.id, orderId, grossMinor };
  const sessionId = sessionOf(await paying(order));
  const until = (await findOrder(db, orderId))?.reservedUntil ?? later(0);
  const rivalCart = await buying();
  const rival = () =>
    place(db, clerk, rivalCart, { payment: 'prepaid', at: until }).catch(refusedOnly);
  return { order, sessionId, until, rival };
}

function refusedOnly(error: unknown): void {
  if (!(error instanceof Refusal)) throw error;
}

const toldOf = async (orderId: string) =>
  (await db.selectFrom('event').where('subjectId', '=', orderId).select('type').execute()).map(
    ({ type }) => type,
  );

test(
  'paid at the second at which its time runs out, an order is paid once, and has its goods or somebody is told',
  WHILE_ATTACKED,
  async () => {
    const outcomes = { paid: 0, unpaid: 0 };
    for (let n = 0; n < ATTACKS; n += 1) {
      const { order, sessionId, until, rival } = await theLastOfTheGoods();
      const { orderId, companyId, grossMinor } = order;
      const pay = () => standIn.pay(sessionId).catch(() => undefined);
      const end = () => cards.expireCheckout(sessionId).catch(() => undefined);
      const look = () => hear({ aboutKind: 'checkout', aboutId: sessionId });
      const runOut = () => expireReservation(db, orderId, until);
      // Each time another of them comes a little before the others.
      const deeds = [pay, end, look, runOut, rival];
      const turned = [...deeds.slice(n % deeds.length), ...deeds.slice(0, n % deeds.length)];
      await Promise.all(turned.map((deed) => deed()));
      await look();

      const { isPaid } = await cards.readCheckout(sessionId);
      outcomes[isPaid ? 'paid' : 'unpaid'] += 1;
      expect(await shop.paymentsOf(companyId)).toHaveLength(isPaid ? 1 : 0);
      expect(await shop.moneyOf(order)).toMatchObject({ paidMinor: isPaid ? grossMinor : 0 });
      if (!isPaid) continue;
      await holdPaidOrder(db, await shop.eventOf(orderId, 'order.paid'), until);
      await holdPaidOrder(db, await shop.eventOf(orderId, 'order.paid'), until);
      const isHeld = (await findOrder(db, orderId))?.isHeld ?? false;
      const told = await toldOf(orderId);
      expect({ isHeld, isTold: told.includes('order.paid-without-stock') }).toEqual({
        isHeld,
        isTold: !isHeld,
      });
    }
    expect(outcomes.paid + outcomes.unpaid).toBe(ATTACKS);
    expect(outcomes.paid).toBeGreaterThan(0);
  },
);

const dropped = { kind: 'dropAnswer' } as const;

function permutationsOf(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) =>
    permutationsOf([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]),
  );
}
