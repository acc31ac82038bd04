import type { Kysely } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { askRelease, decideRelease } from '../../src/credit/release-shipment.ts';
import {
  findShipmentStanding,
  listWaitingReleases,
} from '../../src/credit/shipment-release.queries.ts';
import { tellOfRelease } from '../../src/credit/tell-of-release.ts';
import { placeHold } from '../../src/credit/place-hold.ts';
import { addDays, openingOf } from '../../src/measures/calendar.ts';
import { moveOrder } from '../../src/ordering/move-order.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { Refusal } from '../../src/platform/refusal.ts';
import { releaseLetter } from '../../views/mail/release-letter.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, place } from '../support/sale.ts';
import { aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';

let db: Kysely<DB>;
let clerk: Staff;
let manager: Staff;
let head: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
  manager = await aClerk(db, 'manager');
  head = await aClerk(db, 'head_of_sales');
});

/** An order that lies ready while the limit has fallen so far below what is taken; minor units. */
async function aReadyOrder(overMinor: number) {
  const company = await aCompany(db, { creditKind: 'amount', creditLimitMinor: 900_000_000_00 });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000_00 });
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 5 }]);
  const { orderId } = await place(db, clerk, cart);
  const { grossMinor } = await db
    .selectFrom('salesOrder')
    .where('id', '=', orderId)
    .select('grossMinor')
    .executeTakeFirstOrThrow();
  const limitMinor = grossMinor - overMinor;
  await db
    .updateTable('companyAccount')
    .set({ limitMinor })
    .where('companyId', '=', company.id)
    .execute();
  const move = async (version: number, when = at) =>
    transact(db, (tx) => moveOrder(tx, clerk, { orderId, version, channel: 'counter', at: when }));
  for (const version of [1, 2, 3]) await move(version);
  const handOver = (when = at) => move(4, when);
  const ask = (by: Staff, when = at) =>
    transact(db, (tx) =>
      askRelease(tx, by, { orderId, reason: 'paid tomorrow', channel: 'counter', at: when }),
    );
  const waiting = async () => {
    const all = await listWaitingReleases(db, { on: '2026-11-26', rowsMax: 99 });
    return all.filter((one) => one.orderId === orderId);
  };
  const decide = async (by: Staff, verdict: 'granted' | 'refused' = 'granted') => {
    const [release] = await waiting();
    const releaseId = release?.id ?? '';
    await transact(db, (tx) => decideRelease(tx, by, { releaseId, verdict, note: 'no', at }));
  };
  return { company, orderId, limitMinor, grossMinor, handOver, ask, waiting, decide };
}

const LITTLE = 100_000_000;

test('goods do not leave while more is taken than the limit, by a tiyin, and leave at the limit', async () => {
  const { handOver, limitMinor, grossMinor } = await aReadyOrder(1);
  await expect(handOver()).rejects.toMatchObject({
    reason: {
      ...{ code: 'shipment-over-limit', limitMinor, exposureMinor: grossMinor, overMinor: 1 },
      people: expect.stringContaining(head.name),
    },
  });
  await (await aReadyOrder(0)).handOver();
  expect(await auditFindings(db)).toEqual([]);
});

test('a clerk asks and somebody who may lets go, for this order and a few days', async () => {
  const { ask, waiting, decide, handOver } = await aReadyOrder(500);
  expect(await ask(clerk)).toBe('waiting');
  expect(await ask(clerk)).toBe('waiting');
  expect(await waiting()).toHaveLength(1);
  await expect(handOver()).rejects.toBeInstanceOf(Refusal);
  await expect(decide(clerk)).rejects.toEqual(new Refusal({ code: 'not-permitted' }));
  await decide(manager);
  await expect(handOver(openingOf(addDays('2026-11-26', 4)))).rejects.toBeInstanceOf(Refusal);
  await handOver();
});

test('who may lets a little go alone; above that somebody else has to, and the database holds it', async () => {
  const little = await aReadyOrder(LITTLE);
  expect(await little.ask(manager)).toBe('granted');
  await little.handOver();

  const much = await aReadyOrder(LITTLE + 1);
  expect(await much.ask(manager)).toBe('waiting');
  await expect(much.decide(manager)).rejects.toEqual(new Refusal({ code: 'release-own' }));
  const alone = db
    .updateTable('shipmentRelease')
    .set({ state: 'granted', decidedBy: manager.personId, decidedAt: at, untilDay: '2026-11-30' })
    .where('orderId', '=', much.orderId)
    .execute();
  await expect(alone).rejects.toThrow('release_by_a_second_person');
  await much.decide(head);
  await much.handOver();
});

test('what is refused stays here and may be asked for again', async () => {
  const { ask, decide, handOver, waiting } = await aReadyOrder(500);
  await ask(clerk);
  await decide(manager, 'refused');
  await expect(handOver()).rejects.toBeInstanceOf(Refusal);
  expect(await ask(clerk)).toBe('waiting');
  expect(await waiting()).toHaveLength(1);
});

test('who asked reads once how it was decided and why, on the page and in a letter; who decides, that it waits', async () => {
  const { company, orderId, ask, decide } = await aReadyOrder(500);
  await db
    .updateTable('company')
    .set({ managerId: manager.personId })
    .where('id', '=', company.id)
    .execute();
  await ask(clerk);
  await decide(manager, 'refused');

  const standing = await findShipmentStanding(db, { orderId, on: '2026-11-26' });
  expect(standing).toMatchObject({
    release: null,
    refused: { note: 'no', decidedByName: manager.name },
  });
  const [refused, ...none] = await lettersOf(company.name);
  expect(none).toEqual([]);
  expect(refused).toMatchObject({ recipient: clerk.email });
  expect(refused?.body).toContain(`https://shop.example/counter/orders/${orderId}/let-go`);

  await ask(clerk);
  expect((await lettersOf(company.name)).map(({ recipient }) => recipient).toSorted()).toEqual(
    [clerk.email, manager.email].toSorted(),
  );
});

/** What is written of a company's goods once each job of its events was done twice and at once. */
async function lettersOf(companyName: string) {
  const events = await db
    .selectFrom('event')
    .innerJoin('company', 'company.id', 'event.companyId')
    .where('company.name', '=', companyName)
    .where('event.type', 'like', 'credit.release-%')
    .orderBy('event.id')
    .select('event.id')
    .execute();
  for (const { id: eventId } of events) {
    const tell = () =>
      tellOfRelease(db, (notice) => releaseLetter(notice, 'https://shop.example'), { eventId });
    await Promise.all([tell(), tell()]);
  }
  return db
    .selectFrom('outgoingMail')
    .where('body', 'like', `%${companyName}%`)
    .orderBy('id')
    .select(['recipient', 'body'])
    .execute();
}

test('a hold on handing over is let go for one order in the same way; what nothing stops needs nobody', async () => {
  const { company, ask, handOver } = await aReadyOrder(0);
  await expect(ask(manager)).rejects.toEqual(new Refusal({ code: 'release-not-needed' }));
  const hold = { id: newId(), companyId: company.id, kind: 'documents' } as const;
  await transact(db, (tx) =>
    placeHold(tx, manager, { ...hold, scope: 'block-shipment', reason: 'no contract', at }),
  );
  await expect(handOver()).rejects.toEqual(
    new Refusal({ code: 'shipment-held', kind: 'documents', reason: 'no contract' }),
  );
  expect(await ask(manager)).toBe('granted');
  await handOver();
});
