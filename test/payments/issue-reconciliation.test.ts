import { setTimeout as pause } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { readDocument } from '../../src/payments/document.ts';
import { issueCreditNote } from '../../src/payments/issue-credit-note.ts';
import { issueInvoice } from '../../src/payments/issue-invoice.ts';
import { issueReconciliation } from '../../src/payments/issue-reconciliation.ts';
import { readLedger } from '../../src/payments/account-ledger.queries.ts';
import { objectToLine } from '../../src/payments/object-to-line.ts';
import { voidDocument } from '../../src/payments/void-document.ts';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { lineInWords } from '../../views/account-words.ts';
import { wordsFor } from '../../views/language.tsx';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, handedOver } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

let db: Kysely<DB>;
let clerk: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
});

const period = { from: '2026-11-01', to: '2026-12-31' };

/** A company that got goods, its accountant, and how to give it more. */
async function aCustomer() {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const accountant = await aBuyer(db, company, 'accountant');
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const getsMore = async () => {
    await handedOver(db, clerk, await aCartOf(db, clerk, company, [{ product: rebar, bars: 3 }]));
  };
  await getsMore();
  return { company, accountant, getsMore };
}

const issued = (by: Buyer, when = at) =>
  transact(db, (tx) => issueReconciliation(tx, by, { period, at: when }));
const actOf = async (id: string) => {
  const found = await db
    .selectFrom('document')
    .where('id', '=', id)
    .select(['number', 'content', 'grossMinor'])
    .executeTakeFirstOrThrow();
  return { ...found, content: readDocument(found.content) };
};

test('an act has a number of its own and says the account as it is', async () => {
  const { company, accountant } = await aCustomer();
  const { number, content, grossMinor } = await actOf(await issued(accountant));
  const ledger = await readLedger(db, { companyId: company.id, ...period, limit: 10 });

  expect(number).toMatch(/^АС-2026-\d{6}$/);
  expect(grossMinor).toBe(ledger.closingMinor);
  expect(content).toMatchObject({
    ...{ kind: 'reconciliation', number, fromDay: period.from, untilDay: period.to },
    closingMinor: ledger.closingMinor,
  });
});

test('asked again before the first is there, or on another day, it is the same act', async () => {
  const { accountant } = await aCustomer();
  const tomorrow = new Date(at.getTime() + 86_400_000);
  let second: Promise<string> | undefined;
  const first = await transact(db, async (tx) => {
    const id = await issueReconciliation(tx, accountant, { period, at });
    second = issued(accountant);
    await pause(200);
    return id;
  });

  expect(await second).toBe(first);
  expect(await issued(accountant, tomorrow)).toBe(first);
  expect(await auditFindings(db)).toEqual([]);
});

test('what comes later stands in the next act and changes no word of the first', async () => {
  const { company, accountant, getsMore } = await aCustomer();
  const first = await issued(accountant);
  const before = await actOf(first);
  await getsMore();
  const second = await issued(accountant);
  const { lines } = await readLedger(db, { companyId: company.id, ...period, limit: 10 });
  const lineId = lines[0]?.id ?? '';
  await transact(db, (tx) =>
    objectToLine(tx, accountant, { id: newId(), lineId, theirsMinor: 0, note: 'not ours', at }),
  );
  const third = await issued(accountant);

  expect(new Set([first, second, third]).size).toBe(3);
  expect(await actOf(first)).toEqual(before);
});

test('is not for everybody: a foreman sees no money', async () => {
  const { company } = await aCustomer();
  const foreman = await aBuyer(db, company, 'foreman');

  await expect(issued(foreman)).rejects.toMatchObject({ reason: { code: 'not-permitted' } });
});

test('a credit note is named by its number, in the act and in the account, also when it is void', async () => {
  const { company, accountant } = await aCustomer();
  const orderId = (
    await db
      .selectFrom('salesOrder')
      .where('companyId', '=', company.id)
      .select('id')
      .executeTakeFirstOrThrow()
  ).id;
  const manager = await aClerk(db, 'manager');
  const invoiceId = await transact(db, (tx) =>
    issueInvoice(tx, manager, { orderId, channel: null, at }),
  );
  const noteId = await transact(db, (tx) =>
    issueCreditNote(tx, manager, {
      ...{ key: newId(), invoiceId, asked: [{ position: 1, grossMinor: 500_00 }] },
      ...{ reason: 'bent', channel: null, at },
    }),
  );
  const { number } = await actOf(noteId);
  const entriesOf = async () => {
    const { content } = await actOf(await issued(accountant));
    if (content?.kind !== 'reconciliation') throw new Error('no act');
    return content.entries.filter(({ kind }) => kind === 'credit-note');
  };
  expect(await entriesOf()).toMatchObject([{ number, creditMinor: 500_00 }]);
  const { lines } = await readLedger(db, { companyId: company.id, ...period, limit: 10 });
  const [line] = lines.filter(({ kind }) => kind === 'credit-note');
  expect(line && lineInWords(wordsFor('en'), line)).toBe(`Credit note ${number}`);

  const later = new Date(at.getTime() + 60_000);
  const voiding = { documentId: noteId, reason: 'twice', channel: null, at: later };
  await transact(db, (tx) => voidDocument(tx, manager, voiding));
  expect(await entriesOf()).toMatchObject([
    { number, creditMinor: 500_00 },
    { number, debitMinor: 500_00 },
  ]);
});
