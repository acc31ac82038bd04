import { beforeAll, describe, expect, test } from 'vitest';
import { findStandingOffer } from '../../src/ordering/freight-offer.queries.ts';
import { nameFreight } from '../../src/ordering/name-freight.ts';
import { findOrder } from '../../src/ordering/order-lines.queries.ts';
import type { Staff } from '../../src/people/actor.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { anApp, fromOurPage, signedIn } from '../support/app.ts';
import { aSiteIn } from '../support/freight.ts';
import { aCartOf, auditFindings, place } from '../support/sale.ts';
import { aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';

const NAMED_MINOR = 30_000_000;

const { app, db } = await anApp({ at });
let manager: Staff;
let clerk: Staff;
let phone: string;

beforeAll(async () => {
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
  clerk = await aClerk(db, 'phone');
  phone = await signedIn(db, clerk, at);
});

/** An order whose freight no tariff knows, with a price that was named for it. */
async function anOrder() {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 10 }]);
  const { orderId } = await place(db, clerk, cart, { payment: 'on-account' });
  const siteId = await aSiteIn(db, company, 'Актау');
  await db
    .updateTable('salesOrder')
    .set({ freight: 'to-agree', siteId })
    .where('id', '=', orderId)
    .execute();
  const version = (await findOrder(db, orderId))?.version ?? 0;
  const named = { orderId, version, netMinor: NAMED_MINOR, reason: 'as a carrier asks', at };
  await transact(db, (tx) => nameFreight(tx, manager, named));
  const offerId = (await findStandingOffer(db, orderId))?.id ?? '';
  return { orderId, page: `/phone/orders/${orderId}`, answers: `freight/${offerId}`, offerId };
}

async function send(path: string, fields: Record<string, string>) {
  const answered = await app.request(path, {
    method: 'POST',
    headers: {
      ...fromOurPage,
      cookie: phone,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(fields).toString(),
  });
  return { status: answered.status, text: await answered.text() };
}

const read = async (path: string) =>
  (await app.request(path, { headers: { cookie: phone } })).text();

const answeredAs = (offerId: string) =>
  db
    .selectFrom('freightOffer')
    .where('id', '=', offerId)
    .select(['state', 'answerNote', 'answeredBy'])
    .executeTakeFirst();

describe('a clerk with a customer on the telephone', () => {
  test('reads the price of delivery on the page of the order and writes down his yes', async () => {
    const { orderId, page, answers, offerId } = await anOrder();
    const shown = await read(page);
    expect(shown).toContain('as a carrier asks');
    expect(shown).toContain(`action="${page}/${answers}/agreement"`);
    const before = (await findOrder(db, orderId))?.grossMinor ?? 0;
    for (const status of [303, 303]) {
      const said = { whoSaid: 'Aliya Nurlanova, by telephone' };
      expect((await send(`${page}/${answers}/agreement`, said)).status).toBe(status);
    }
    expect(await findOrder(db, orderId)).toMatchObject({
      ...{ freight: 'agreed', grossMinor: before + 34_800_000 },
    });
    expect(await answeredAs(offerId)).toEqual({
      ...{ state: 'agreed', answerNote: 'Aliya Nurlanova, by telephone' },
      answeredBy: clerk.personId,
    });
    expect(await read(page)).not.toContain(answers);
    expect(await auditFindings(db)).toEqual([]);
  });

  test('writes down a no in his words, and never a silent one', async () => {
    const { page, answers, offerId } = await anOrder();
    const silent = await send(`${page}/${answers}/refusal`, { whyNo: ' ' });
    expect(silent.status).toBe(422);
    expect(silent.text).toContain('aria-invalid="true"');
    expect(await answeredAs(offerId)).toMatchObject({ state: 'offered' });
    expect((await send(`${page}/${answers}/refusal`, { whyNo: 'too dear' })).status).toBe(303);
    expect(await answeredAs(offerId)).toMatchObject({ state: 'declined', answerNote: 'too dear' });
    expect(await read(page)).not.toContain(answers);
  });

  test('finds no answer for another order', async () => {
    const [one, other] = [await anOrder(), await anOrder()];
    for (const whoSaid of ['Aliya', '']) {
      const { status } = await send(`${one.page}/${other.answers}/agreement`, { whoSaid });
      expect(status).toBe(404);
    }
    expect(await answeredAs(other.offerId)).toMatchObject({ state: 'offered' });
  });
});
