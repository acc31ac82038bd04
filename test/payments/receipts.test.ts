import type { Kysely } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { readDocument, type Receipt } from '../../src/payments/document.ts';
import { findDocument, listDocuments } from '../../src/payments/document.queries.ts';
import { openShift } from '../../src/payments/keep-till.ts';
import { takeTenders } from '../../src/payments/take-tenders.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, place } from '../support/sale.ts';
import { aClerk, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

let db: Kysely<DB>;
let clerk: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
  const shift = { id: newId(), floatMinor: 0, at };
  await transact(db, (tx) => openShift(tx, clerk, shift));
});

async function anOrder() {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 41_333_333 });
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 7 }]);
  const { orderId } = await place(db, clerk, cart);
  const { grossMinor, number } = await db
    .selectFrom('salesOrder')
    .where('id', '=', orderId)
    .select(['grossMinor', 'number'])
    .executeTakeFirstOrThrow();
  return { companyId: company.id, orderId, grossMinor, number };
}

const take = (
  of: { companyId: string; orderId?: string },
  laid: { key: string; cashMinor: number; terminalMinor: number; keepsRest?: boolean },
) =>
  transact(db, (tx) =>
    takeTenders(tx, clerk, {
      ...{ orderId: undefined, keepsRest: false, slip: laid.key.slice(-12), ...of, ...laid },
      ...{ channel: 'counter', at },
    }),
  );

async function receiptsOf(companyId: string): Promise<Receipt[]> {
  const rows = await listDocuments(db, { companyId, kind: 'receipt', limit: 10 });
  return Promise.all(
    rows.map(async ({ id }) => {
      const content = readDocument((await findDocument(db, { id, companyId }))?.content);
      if (content?.kind !== 'receipt') throw new Error('no receipt');
      return content;
    }),
  );
}

test('what was laid on the counter has one receipt: each means, the change, the rounding, what it pays', async () => {
  const { companyId, orderId, grossMinor, number } = await anOrder();
  const laid = { key: newId(), terminalMinor: 1_000_10, cashMinor: 5_000_000_00 };

  await Promise.all([take({ companyId, orderId }, laid), take({ companyId, orderId }, laid)]);

  const [receipt, ...more] = await receiptsOf(companyId);
  expect(more).toEqual([]);
  const cashDueMinor = grossMinor - 1_000_10;
  const wholeMinor = Math.floor((cashDueMinor + 50) / 100) * 100;
  expect(receipt).toMatchObject({
    tenders: [
      { method: 'card', amountMinor: 1_000_10 },
      { method: 'cash', amountMinor: 5_000_000_00 },
    ],
    changeMinor: 5_000_000_00 - wholeMinor,
    roundingMinor: wholeMinor - cashDueMinor,
    receivedMinor: grossMinor,
    settles: [{ kind: 'order', number, amountMinor: grossMinor }],
    issuedByName: clerk.name,
  });
  expect(await auditFindings(db)).toEqual([]);
});

test('money for a balance has a receipt that pays nothing yet', async () => {
  const { companyId } = await anOrder();

  await take({ companyId }, { key: newId(), terminalMinor: 0, cashMinor: 70_000_00 });

  expect(await receiptsOf(companyId)).toMatchObject([{ receivedMinor: 70_000_00, settles: [] }]);
});

test('money is taken although nobody has said yet who we are on paper', async () => {
  const { companyId } = await anOrder();
  const details = await db.deleteFrom('sellerDetails').returningAll().execute();

  const taken = await take({ companyId }, { key: newId(), terminalMinor: 0, cashMinor: 1_000_00 });

  expect(taken?.receiptId).toBeUndefined();
  expect(await receiptsOf(companyId)).toEqual([]);
  await db.insertInto('sellerDetails').values(details).execute();
});
