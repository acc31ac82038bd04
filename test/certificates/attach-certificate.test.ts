import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  attachCertificate,
  faultsKey,
  judgeCertificate,
} from '../../src/certificates/attach-certificate.ts';
import {
  hasBought,
  listBoughtCertificates,
} from '../../src/certificates/bought-certificates.queries.ts';
import { findCertificate } from '../../src/certificates/certificate.queries.ts';
import { findLinkedCertificate } from '../../src/certificates/certificate-link.queries.ts';
import {
  listCertificatesOfLots,
  listLotsWithout,
  listMissing,
} from '../../src/certificates/cover.queries.ts';
import { linkCertificate } from '../../src/certificates/link-certificate.ts';
import { searchCertificates } from '../../src/certificates/search-certificates.queries.ts';
import { waiveCertificate } from '../../src/certificates/waive-certificate.ts';
import { withdrawCertificate } from '../../src/certificates/withdraw-certificate.ts';
import { listLinesAndHeats } from '../../src/ordering/order-lines.queries.ts';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import { hashToken } from '../../src/people/session-token.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { NotFound } from '../../src/platform/refusal.ts';
import { aHeat, anAttached, aPaper } from '../support/certificates.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, handedOver } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, at, rebarFor, TONNE } from '../support/world.ts';

const { db } = await freshDatabase();

let manager: Staff;
let clerk: Staff;
let company: { id: string; name: string };
let buyer: Buyer;
let serial = 0;

beforeAll(async () => {
  await aTradingDay(db);
  [manager, clerk] = [await aClerk(db, 'manager'), await aClerk(db)];
  company = await aCompany(db, { creditKind: 'unlimited' });
  buyer = await aBuyer(db, company);
}, 60_000);

let rebar: { id: string; sku: string };
let lot: { id: string; heatNumber: string };
let number: string;

/** A lot of one heat of the mill «Болат», and the number of the certificate that comes for it. */
beforeEach(async () => {
  number = `M-${(serial += 1)}`;
  rebar = await rebarFor(db, company, { pricePerTonneMinor: 40_000_000, stockG: 10 * TONNE });
  lot = await db
    .selectFrom('lot')
    .where('productId', '=', rebar.id)
    .select(['id', 'heatNumber'])
    .executeTakeFirstOrThrow();
});

async function ofMill(name: string): Promise<void> {
  await sql`insert into mill (id, name) values (${newId()}, ${name}) on conflict do nothing`.execute(
    db,
  );
  await sql`update lot set mill_id = (select id from mill where mill_key = mark_key(${name})) where id = ${lot.id}`.execute(
    db,
  );
}

const paper = (more: Parameters<typeof aPaper>[2] = {}) =>
  aPaper(number, [aHeat(lot.heatNumber)], more);
const attach = (more: Parameters<typeof anAttached>[3] = {}, by = manager) =>
  anAttached(db, by, paper(), more);
const covers = () => listCertificatesOfLots(db, { lotIds: [lot.id] });

const handOver = async () =>
  handedOver(db, clerk, await aCartOf(db, clerk, company, [{ product: rebar, bars: 3 }]));

describe('a certificate', () => {
  test('covers the lots of its heats from the moment it is attached', async () => {
    expect(await listLotsWithout(db, { lotIds: [lot.id] })).toEqual([
      { lotId: lot.id, heatNumber: lot.heatNumber },
    ]);
    const id = await attach();

    expect(await covers()).toMatchObject([
      { lotId: lot.id, certificateId: id, number, type: '3.1' },
    ]);
    expect(await listLotsWithout(db, { lotIds: [lot.id] })).toEqual([]);
  });

  test('finds its heat whatever alphabet the number was typed in', async () => {
    await db
      .updateTable('lot')
      .set({ heatNumber: `НТ ${serial}` })
      .where('id', '=', lot.id)
      .execute();
    await anAttached(db, manager, aPaper(number, [aHeat(`ht${serial}`)]));

    expect(await covers()).toHaveLength(1);
  });

  test('covers no lot of the same number of another mill', async () => {
    await ofMill('Темір');
    await attach();
    expect(await covers()).toEqual([]);

    await ofMill('болат');
    expect(await covers()).toHaveLength(1);
  });

  test('is one however often its form is sent', async () => {
    const id = newId();
    await attach({ id });
    await attach({ id });

    expect(await covers()).toHaveLength(1);
  });

  test('is refused with the number of another of its mill, also when two come at once', async () => {
    const brought = await Promise.allSettled([attach(), attach(), attach()]);

    expect(brought.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(attach()).rejects.toThrow('certificate-there');
    expect(await covers()).toHaveLength(1);
  });

  test('is kept as it was attached, whoever tries to change it', async () => {
    const id = await attach();
    const changing = [
      sql`update certificate set grade = 'Ст3' where id = ${id}`,
      sql`update certificate set version_reason = 'x', ended_at = now() where id = ${id}`,
      sql`delete from certificate_heat where certificate_id = ${id}`,
      sql`update certificate_heat set heat_number = 'X' where certificate_id = ${id}`,
    ];

    for (const statement of changing) {
      await expect(statement.execute(db)).rejects.toThrow('stays as it was attached');
    }
  });

  test('with faults is kept only by who may accept them, saw these and says why', async () => {
    const faulty = paper({ issuedOn: '2027-01-01' });
    const brought = { certificate: faulty, lotId: null, replacesId: null };
    const { faults } = await judgeCertificate(db, brought, at);
    const bring = (by: Staff, accepted: { reason: string; faultsKey: string } | null) =>
      transact(db, (tx) =>
        attachCertificate(tx, by, {
          ...{ ...brought, id: newId(), fileSha256: null, versionReason: '', accepted, at },
        }),
      );
    const seen = { reason: 'a slip of the pen', faultsKey: faultsKey(faults) };

    await expect(bring(manager, null)).rejects.toThrow('certificate-faulty');
    await expect(bring(manager, { ...seen, faultsKey: faultsKey([]) })).rejects.toThrow(
      'certificate-faulty',
    );
    await expect(bring(clerk, seen)).rejects.toThrow('not-permitted');
    await bring(manager, seen);

    const [cover] = await covers();
    expect(await findCertificate(db, cover!.certificateId)).toMatchObject({
      ...{ faults, acceptedReason: 'a slip of the pen', acceptedByName: manager.name },
    });
  });

  test('is withdrawn with a reason, and its lots have none again', async () => {
    const certificateId = await attach();
    const withdraw = () =>
      transact(db, (tx) => withdrawCertificate(tx, clerk, { certificateId, reason: 'forged', at }));
    await withdraw();

    expect(await covers()).toEqual([]);
    expect((await findCertificate(db, certificateId))?.ended).toEqual({
      ...{ at, as: 'withdrawn', byName: clerk.name, reason: 'forged' },
    });
    await expect(withdraw()).rejects.toThrow('certificate-ended');
  });

  test('gives way to its next version, which says why', async () => {
    const first = await attach();
    const second = await attach({ replacesId: first, versionReason: 'the mill corrected it' });

    expect(await covers()).toMatchObject([{ certificateId: second }]);
    expect(await findCertificate(db, second)).toMatchObject({
      ...{ version: 2, versionReason: 'the mill corrected it', latest: { id: second } },
    });
    expect(await findCertificate(db, first)).toMatchObject({
      ...{ ended: { as: 'replaced' }, latest: { id: second, version: 2 } },
    });
    await expect(attach({ replacesId: first, versionReason: 'again' })).rejects.toThrow(
      'changed-meanwhile',
    );
  });

  test('has one next version, though two bring one at once', async () => {
    const replacesId = await attach();
    const brought = await Promise.allSettled(
      [1, 2, 3].map(() => attach({ replacesId, versionReason: 'corrected' })),
    );

    expect(brought.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await covers()).toHaveLength(1);
  });

  test('counts the mass that other papers of its heat certify', async () => {
    await anAttached(db, manager, aPaper(number, [aHeat(lot.heatNumber, { massG: 6 * TONNE })]));
    const rest = (massG: number) =>
      judgeCertificate(
        db,
        {
          certificate: aPaper(`${number}/2`, [aHeat(lot.heatNumber, { massG })]),
          ...{ lotId: lot.id, replacesId: null },
        },
        at,
      );

    expect((await rest(4 * TONNE)).faults).toEqual([]);
    expect((await rest(4 * TONNE - 1)).faults).toMatchObject([{ code: 'mass-short' }]);
  });

  test.each([
    ['heat', () => lot.heatNumber],
    ['number', () => number.toLowerCase()],
    ['heat among those with faults', () => lot.heatNumber],
  ])('is searched for by its %s', async (by, text) => {
    await anAttached(db, manager, paper({ issuedOn: '2027-01-01' }));
    const state = by.includes('faults') ? 'faulty' : 'in-force';
    const found = await searchCertificates(db, { text: text(), state, page: 1, size: 5 });

    expect(found.certificates).toMatchObject([
      { number, heatNumbers: [lot.heatNumber], faultCount: 1 },
    ]);
    expect(
      await searchCertificates(db, { text: text(), state: 'ended', page: 1, size: 5 }),
    ).toEqual({
      ...{ certificates: [], count: 0 },
    });
  });
});

describe('what is missing', () => {
  test('stands in one list, the oldest first and of one day the biggest', async () => {
    const small = await rebarFor(db, company, { pricePerTonneMinor: 1, stockG: TONNE });
    const old = await rebarFor(db, company, { pricePerTonneMinor: 1, stockG: TONNE });
    await db
      .updateTable('lot')
      .set({ receivedOn: '2026-01-01' })
      .where('productId', '=', old.id)
      .execute();
    const { missing } = await listMissing(db, { branchCode: 'ALA', page: 1, size: 1000 });
    const order = missing
      .map(({ sku }) => sku)
      .filter((sku) => [small, old, rebar].some((one) => one.sku === sku));

    expect(order).toEqual([old.sku, rebar.sku, small.sku]);
    expect(await listMissing(db, { branchCode: 'NQZ', page: 1, size: 10 })).toEqual({
      ...{ missing: [], lots: 0, onHandG: 0 },
    });
  });

  test('is gone from the list with the certificate', async () => {
    const isListed = async () =>
      (await listMissing(db, { branchCode: undefined, page: 1, size: 1000 })).missing.some(
        ({ lotId }) => lotId === lot.id,
      );
    expect(await isListed()).toBe(true);
    await attach();
    expect(await isListed()).toBe(false);
  });
});

describe('who bought the goods', () => {
  test('finds the certificate by the heat and by his order, and nobody else finds it', async () => {
    const orderId = await handOver();
    const id = await attach();
    const others = await aCompany(db);
    const { number: orderNumber } = await db
      .selectFrom('salesOrder')
      .where('id', '=', orderId)
      .select('number')
      .executeTakeFirstOrThrow();
    const found = (companyId: string, text: string) =>
      listBoughtCertificates(db, { companyId, text, limit: 10 });

    for (const text of [lot.heatNumber, orderNumber, number]) {
      expect(await found(company.id, text)).toMatchObject([
        { id, heatNumbers: [lot.heatNumber], orders: [{ id: orderId, number: orderNumber }] },
      ]);
      expect(await found(others.id, text)).toEqual([]);
    }
    expect(await hasBought(db, { companyId: company.id, certificateId: id })).toBe(true);
    expect(await hasBought(db, { companyId: others.id, certificateId: id })).toBe(false);
  });

  test('sees heat and certificate at the line of his order', async () => {
    const orderId = await handOver();
    expect((await listLinesAndHeats(db, orderId)).heats).toMatchObject([
      { lotId: lot.id, heatNumber: lot.heatNumber, certificateId: null },
    ]);
    const certificateId = await attach();

    expect((await listLinesAndHeats(db, orderId)).heats).toMatchObject([
      { certificateId, number, type: '3.1' },
    ]);
  });

  test('waives a certificate that is missing, once, for a lot of his own order', async () => {
    const orderId = await handOver();
    const waiving = { orderId, lotId: lot.id, reason: 'needed today', at };
    const waive = (by = buyer) => transact(db, (tx) => waiveCertificate(tx, by, waiving));
    const stranger = await aBuyer(db, await aCompany(db));

    await expect(waive(stranger)).rejects.toThrow(NotFound);
    await expect(waive(await aBuyer(db, company, 'foreman'))).rejects.toThrow('not-permitted');
    await waive();
    await waive();

    expect((await listLinesAndHeats(db, orderId)).heats).toMatchObject([
      { waivedAt: at, waivedByName: buyer.name },
    ]);
    const events = await db
      .selectFrom('event')
      .where('type', '=', 'certificate.waived')
      .where('subjectId', '=', orderId)
      .select('facts')
      .execute();
    expect(events).toMatchObject([
      { facts: { heatNumber: lot.heatNumber, reason: 'needed today' } },
    ]);
  });

  test('has nothing to waive where the certificate is there', async () => {
    const orderId = await handOver();
    await attach();
    const waiving = { orderId, lotId: lot.id, reason: 'x', at };

    await expect(transact(db, (tx) => waiveCertificate(tx, buyer, waiving))).rejects.toThrow(
      'certificate-there',
    );
  });
});

test('a link opens its one certificate until it expires', async () => {
  const certificateId = await attach();
  const { token, expiresAt } = await transact(db, (tx) =>
    linkCertificate(tx, clerk, { certificateId, at }),
  );
  const tokenHash = hashToken(token);

  expect(token).toMatch(/^[\w-]{43}$/);
  expect(await findLinkedCertificate(db, { tokenHash, at })).toBe(certificateId);
  expect(await findLinkedCertificate(db, { tokenHash, at: expiresAt })).toBeUndefined();
  expect(await findLinkedCertificate(db, { tokenHash: hashToken('x'), at })).toBeUndefined();
});
