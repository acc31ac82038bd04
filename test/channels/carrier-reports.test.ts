import { beforeAll, describe, expect, test } from 'vitest';
import { signCarrierReport } from '../../src/platform/gateways/carrier-signature.ts';
import { anApp, anAppOn } from '../support/app.ts';
import { aTrackedShipment, hoursLater } from '../support/tracked.ts';
import { aTradingDay } from '../support/world.ts';

const carrierSecret = 'a secret of the carrier of thirty-two signs';
const later = hoursLater(48);
const { app, db } = await anApp({ at: later, config: { carrierSecret } });
beforeAll(() => aTradingDay(db));

type Sent = { body?: string; signature?: string; signedAt?: Date; secret?: string };

async function report(said: Record<string, unknown>, sent: Sent = {}, shop = app) {
  const body = sent.body ?? JSON.stringify(said);
  const own = signCarrierReport(sent.secret ?? carrierSecret, body, sent.signedAt ?? later);
  const answer = await shop.request('/webhooks/carrier', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(sent.signature === '' ? {} : { 'Carrier-Signature': sent.signature ?? own }),
    },
    body,
  });
  return `${answer.status} ${await answer.text()}`;
}

const seen = (shipment: string, more: Record<string, unknown> = {}) => ({
  ...{ id: 'r-1', shipment, kind: 'checkpoint', place: 'Балхаш' },
  happenedAt: hoursLater(11).toISOString(),
  ...more,
});
const tracksOf = (shipmentId: string) =>
  db
    .selectFrom('shipmentTrack')
    .where('shipmentId', '=', shipmentId)
    .where('source', '=', 'carrier')
    .select(['kind', 'place', 'sourceKey'])
    .orderBy('id')
    .execute();

describe('a report of a carrier', () => {
  test('is kept once, however often it is sent and at how many doors at once', async () => {
    const { shipmentId, number } = await aTrackedShipment(db);
    const answers = await Promise.all(Array.from({ length: 10 }, () => report(seen(number))));
    expect(answers.toSorted()).toEqual([
      '200 kept',
      ...Array.from({ length: 9 }, () => '200 known'),
    ]);
    expect(await tracksOf(shipmentId)).toEqual([
      { kind: 'checkpoint', place: 'Балхаш', sourceKey: 'r-1' },
    ]);
  });

  test('keeps no number of a payment card', async () => {
    const { shipmentId, number } = await aTrackedShipment(db);
    const place = 'Балхаш, 4242 4242 4242 4242 12/27';
    expect(await report(seen(number, { place }))).toBe('200 kept');
    expect(await tracksOf(shipmentId)).toMatchObject([{ place: 'Балхаш, •••• 4242 12/27' }]);
  });

  test('of a delay moves the arrival and says why', async () => {
    const { shipmentId, number } = await aTrackedShipment(db);
    const delay = {
      ...{ id: 'd-1', kind: 'delayed', note: 'буран', happenedAt: hoursLater(20).toISOString() },
      expectedFrom: hoursLater(60).toISOString(),
      expectedUntil: hoursLater(64).toISOString(),
    };
    expect(await report(seen(number, delay))).toBe('200 kept');
    const { arriveUntil } = await db
      .selectFrom('shipment')
      .where('id', '=', shipmentId)
      .select('arriveUntil')
      .executeTakeFirstOrThrow();
    expect(arriveUntil).toEqual(hoursLater(64));
  });

  test('that nobody signed, somebody else signed, or was signed long ago is refused, and so is an altered one', async () => {
    const { shipmentId, number } = await aTrackedShipment(db);
    const refused: Sent[] = [
      { signature: '' },
      { signature: 't=1,v1=00' },
      { secret: 'another secret of thirty-two signs at least' },
      { signedAt: hoursLater(47.9) },
      { signedAt: hoursLater(48.1) },
      { signature: signCarrierReport(carrierSecret, '{}', later) },
    ];
    for (const sent of refused) expect(await report(seen(number), sent)).toBe('400 not believed');
    expect(await tracksOf(shipmentId)).toEqual([]);
  });

  test.each([
    ['huge', { body: JSON.stringify({ note: 'x'.repeat(20_000) }) }, '400 too large'],
    ['no JSON', { body: 'arrived' }, '400 not understood'],
    ['a list', { body: '[]' }, '400 not understood'],
  ])('that is %s is refused', async (_, sent, answer) => {
    expect(await report({}, sent)).toBe(answer);
  });

  test.each([
    ['of another kind', { kind: 'handed-over' }],
    ['from the future', { happenedAt: hoursLater(49).toISOString() }],
    ['of last year', { happenedAt: '2025-01-01T00:00:00Z' }],
    ['without a time', { happenedAt: undefined }],
    ['of a delay without a reason', { kind: 'delayed' }],
    ['with half an interval', { expectedFrom: hoursLater(60).toISOString() }],
    ['with a NUL', { place: 'a\u0000b' }],
    ['with a key that is none', { id: ['r-1'] }],
  ])('%s is refused', async (_, more) => {
    const { number } = await aTrackedShipment(db);
    expect(await report(seen(number, more))).toBe('400 not understood');
  });

  test('of a shipment that is not ours is told so, and where no carrier reports there is nothing', async () => {
    expect(await report(seen('26-999999-1'))).toBe('404 no such shipment');
    expect(await report(seen('nonsense'))).toBe('404 no such shipment');
    const without = anAppOn(db, { at: later });
    expect(await report(seen('26-999999-1'), {}, without.app)).toMatch(/^404/);
  });
});
