import type { Kysely } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { readDocument } from '../../src/payments/document.ts';
import { findDocument } from '../../src/payments/document.queries.ts';
import { eInvoiceXml } from '../../src/payments/e-invoice.ts';
import { issueCreditNote } from '../../src/payments/issue-credit-note.ts';
import { issueInvoice } from '../../src/payments/issue-invoice.ts';
import { issueProforma } from '../../src/payments/issue-order-papers.ts';
import { readRegistrationNumber, registerInvoice } from '../../src/payments/register-invoice.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, handedOver } from '../support/sale.ts';
import { aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';

let db: Kysely<DB>;
let clerk: Staff;
let manager: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  [clerk, manager] = [await aClerk(db), await aClerk(db, 'manager')];
});

/** Of our BIN and the day of the tests; each its own. */
let taken = 0;
function aNumber(): string {
  taken += 1;
  return `ESF-240140000011-20261126-${String(10_000_000 + taken)}`;
}

async function anInvoice(): Promise<{ id: string; orderId: string }> {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 7 }]);
  const orderId = await handedOver(db, clerk, cart);
  const issuing = { orderId, channel: null, at };
  return { orderId, id: await transact(db, (tx) => issueInvoice(tx, manager, issuing)) };
}

const register = (by: Staff, documentId: string, registrationNumber: string) =>
  transact(db, (tx) => registerInvoice(tx, by, { documentId, registrationNumber, at }));
const found = async (id: string) => (await findDocument(db, { id, companyId: undefined }))!;
const refusal = (code: string) => ({ reason: { code } });

describe('a tax invoice that the state register took', () => {
  test('keeps what it says, and the credit note on it names the number, in its XML too', async () => {
    const { id } = await anInvoice();
    const before = await found(id);
    const number = aNumber();
    await register(manager, id, number);

    const after = await found(id);
    expect(after.registrationNumber).toBe(number);
    expect(after.content).toEqual(before.content);

    const crediting = {
      ...{ key: newId(), invoiceId: id, reason: 'bent' },
      ...{ asked: [{ position: 1, grossMinor: 100_00 }], channel: null, at },
    };
    const noteId = await transact(db, (tx) => issueCreditNote(tx, manager, crediting));
    const note = readDocument((await found(noteId)).content);
    if (note?.kind !== 'credit-note') throw new Error('no credit note');
    expect(note.invoice.registrationNumber).toBe(number);
    expect(eInvoiceXml(note)).toContain(`<registrationNumber>${number}</registrationNumber>`);
  });

  test('has one number, which may be set right, and which no other document has', async () => {
    const [one, other] = [await anInvoice(), await anInvoice()];
    const [mistyped, right] = [aNumber(), aNumber()];
    await register(manager, one.id, mistyped);
    await register(manager, one.id, right);
    await register(manager, one.id, right);
    expect((await found(one.id)).registrationNumber).toBe(right);
    const said = await db
      .selectFrom('event')
      .where('type', '=', 'document.registered')
      .where('subjectId', '=', one.orderId)
      .select('facts')
      .execute();
    expect(said).toHaveLength(2);

    await expect(register(manager, other.id, right)).rejects.toMatchObject(
      refusal('register-number-taken'),
    );
    expect((await found(other.id)).registrationNumber).toBeNull();
  });

  test.each([
    ['of another seller', 'ESF-150340012340-20261126-10000000'],
    ['of a day before it', 'ESF-240140000011-20261125-10000000'],
    ['that is none', 'СФ-2026-000001'],
  ])('does not get a number %s', async (_, number) => {
    const { id } = await anInvoice();
    await expect(register(manager, id, number)).rejects.toMatchObject(
      refusal('register-number-foreign'),
    );
  });

  test('gets it from those who keep the books, and no other paper gets one', async () => {
    const { id, orderId } = await anInvoice();
    await expect(register(clerk, id, aNumber())).rejects.toMatchObject(refusal('not-permitted'));
    const asked = { orderId, actor: clerk, channel: 'counter', at } as const;
    const proforma = await transact(db, (tx) => issueProforma(tx, asked));
    await expect(register(manager, proforma, aNumber())).rejects.toThrow('invoice');
  });
});

test.each([
  ['ESF-240140000011-20261130-10012345', { bin: '240140000011', day: '2026-11-30' }],
  ['ESF-240140000011-20261131-10012345', undefined],
  ['ESF-24014000001-20261130-10012345', undefined],
  ['20261000001', undefined],
])('%s is read as it is written', (text, read) => {
  expect(readRegistrationNumber(text)).toEqual(read);
});
