import { addDays, tradingDay } from '../measures/calendar.ts';
import { bookBankLine } from '../payments/book-bank-line.ts';
import { readQueue } from '../payments/bank-line.queries.ts';
import { importStatement, readStatementFile } from '../payments/import-statement.ts';
import { keepOwnAccount } from '../payments/keep-own-accounts.ts';
import { listOpenItems } from '../payments/open-item.queries.ts';
import { listOwnAccounts } from '../payments/own-account.queries.ts';
import { setAsideBankLine } from '../payments/set-aside-bank-line.ts';
import type { Staff } from '../people/actor.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { findStaffIn } from './demo-bank.queries.ts';
import { demoStatement } from './demo-statement.ts';

/** Where buyers pay to, as the demo's papers say. */
const MAIN = 'KZ84601A111000012345';
const HOUR_MS = 3_600_000;

/**
 * Our accounts, and yesterday's statement of the main one, taken in by the very
 * operations of the trade: one line of it is booked, one set aside, and the
 * others wait. Does nothing where the world lacks the people.
 */
export async function seedDemoBank(db: Db, at: Date): Promise<void> {
  const [admin, head] = [await findStaffIn(db, 'admin'), await findStaffIn(db, 'head_of_sales')];
  if (!admin || !head) return;
  await keepAccounts(db, admin, at);
  const imported = new Date(at.getTime() - HOUR_MS);
  const orders = await listOpenItems(db);
  const day = addDays(tradingDay(at), -1);
  const text = demoStatement({ account: MAIN, day, orders });
  const file = { bytes: Buffer.from(text), name: 'kl_to_1c.txt' };
  const accounts = await listOwnAccounts(db);
  const read = await readStatementFile(file, { accounts, account: MAIN, currency: 'KZT' });
  if (!read.ok) throw new Error(`the demo's statement is none: ${read.problem.code}`);
  await transact(db, (tx) => importStatement(tx, head, { ...read, at: imported }));
  await workOn(db, head, at);
}

async function keepAccounts(db: Db, admin: Staff, at: Date): Promise<void> {
  const kaspi = { bankName: 'АО «Kaspi Bank»', bik: 'CASPKZKA' };
  const halyk = { bankName: 'АО «Народный Банк Казахстана»', bik: 'HSBKKZKX' };
  const accounts = [
    { iban: MAIN, ...halyk },
    { iban: 'KZ84722C000012345678', ...kaspi },
  ];
  await transact(db, async (tx) => {
    for (const account of accounts) await keepOwnAccount(tx, admin, { account, at });
  });
}

/** What an accountant did of it before lunch. */
async function workOn(db: Db, head: Staff, at: Date): Promise<void> {
  const { lines } = await readQueue(db, { lineId: undefined, next: 50 });
  const interest = lines.find(({ purpose }) => purpose.startsWith('Выплата'));
  const paid = lines.find(({ purpose }) => purpose.includes('согласно договору'));
  const orders = await listOpenItems(db);
  const payer = orders.find(({ companyBin }) => companyBin === paid?.partyBin);
  await transact(db, async (tx) => {
    if (interest) {
      const why = { reason: 'not-customer', note: 'вознаграждение банка' } as const;
      await setAsideBankLine(tx, head, { lineId: interest.id, ...why, at });
    }
    if (paid && payer) {
      const { companyId } = payer;
      const share = { way: 'oldest-first' } as const;
      await bookBankLine(tx, head, { lineId: paid.id, companyId, share, at });
    }
  });
}
