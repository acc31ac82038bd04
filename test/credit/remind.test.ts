import { type Kysely, sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { planReminder, planReminders, sendReminder } from '../../src/credit/remind.ts';
import { addDays, openingOf } from '../../src/measures/calendar.ts';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import type { SendMail } from '../../src/platform/gateways/mail.ts';
import { newId } from '../../src/platform/id.ts';
import { reminderLetter } from '../../views/mail/reminder-letter.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, handedOver } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, rebarFor } from '../support/world.ts';

type Mail = Parameters<SendMail>[0];

let db: Kysely<DB>;
let clerk: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
});

/** Handed over on 26 November, to be paid within 30 days. */
const DUE = '2026-12-26';
const daysAfter = (days: number) => openingOf(addDays(DUE, days));

const write = (notice: Parameters<typeof reminderLetter>[0]) =>
  reminderLetter(notice, 'https://shop.example');

async function aDebtor(orders = 1) {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const accountant = await aBuyer(db, company, 'accountant');
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000_00 });
  const ids: string[] = [];
  for (let i = 0; i < orders; i++) {
    const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: i + 2 }]);
    ids.push(await handedOver(db, clerk, cart));
  }
  const rows = await db
    .selectFrom('salesOrder')
    .where('id', 'in', ids)
    .orderBy('number')
    .select(['id', 'number', 'grossMinor'])
    .execute();
  const sent: Mail[] = [];
  const plan = (when: Date) =>
    transact(db, (tx) => planReminder(tx, { companyId: company.id, at: when }));
  const reminders = () =>
    db
      .selectFrom('paymentReminder')
      .where('companyId', '=', company.id)
      .orderBy('onDay')
      .select(['id', 'onDay', 'tone', 'state', 'leftMinor', 'letters'])
      .execute();
  const deliver = async (when: Date, send = async (mail: Mail) => void sent.push(mail)) => {
    const waiting = await reminders();
    for (const { id } of waiting) await sendReminder(db, { send, write }, { reminderId: id }, when);
  };
  const pay = (amountMinor: number, when: Date) =>
    transact(db, (tx) =>
      receivePayment(tx, {
        ...{ method: 'transfer', reference: newId(), companyId: company.id, orderIds: ids },
        ...{ amountMinor, personId: null, channel: null, at: when },
      }),
    );
  return { company, accountant, rows, sent, plan, deliver, reminders, pay };
}

test('the accountant is reminded ahead, on the day, and three, ten and twenty days later, each time once', async () => {
  const { accountant, sent, plan, deliver, reminders } = await aDebtor();
  for (const days of [-4, -3, -2, 0, 1, 3, 4, 9, 10, 11, 19, 20, 21, 40]) {
    await plan(daysAfter(days));
    await plan(daysAfter(days));
    await deliver(daysAfter(days));
  }
  const told = await reminders();
  expect(told.map(({ onDay, tone, state, letters }) => ({ onDay, tone, state, letters }))).toEqual(
    [
      ['2026-12-23', 'ahead'],
      ['2026-12-26', 'due'],
      ['2026-12-29', 'late'],
      ['2027-01-05', 'firm'],
      ['2027-01-15', 'last'],
    ].map(([onDay, tone]) => ({ onDay, tone, state: 'written', letters: 1 })),
  );
  expect(sent.map(({ recipient }) => recipient)).toEqual(Array(5).fill(accountant.email));
});

test('a letter names every order with its sum, its day and the way to pay, in the language of its reader', async () => {
  const { sent, plan, deliver, rows, company } = await aDebtor(2);
  await plan(daysAfter(3));
  await deliver(daysAfter(3));
  const [letter] = sent;
  expect(sent).toHaveLength(1);
  expect(letter?.subject).toContain(company.name);
  for (const { id, number } of rows) {
    expect(letter?.body).toContain(number);
    expect(letter?.body).toContain(`https://shop.example/o/${id}`);
  }
});

test('a day that was missed is made up for with one letter, not with all that were missed', async () => {
  const { sent, plan, deliver, reminders } = await aDebtor(3);
  await plan(daysAfter(12));
  await deliver(daysAfter(12));
  await plan(daysAfter(13));
  await deliver(daysAfter(13));
  expect(sent).toHaveLength(1);
  expect(await reminders()).toMatchObject([{ tone: 'firm' }]);
});

test('nobody is reminded of what was paid after the reminder was planned', async () => {
  const { sent, plan, deliver, reminders, pay, rows } = await aDebtor();
  await plan(daysAfter(3));
  await pay(rows[0]?.grossMinor ?? 0, daysAfter(3));
  await deliver(daysAfter(3));
  expect(sent).toEqual([]);
  expect(await reminders()).toMatchObject([{ state: 'stopped', leftMinor: null }]);
});

test('nor of what was paid while the mail server was down; what is left then is what the letter says', async () => {
  const { sent, plan, deliver, reminders, pay, rows } = await aDebtor(2);
  const [one, other] = rows;
  if (!one || !other) throw new Error('two orders');
  const down = () => Promise.reject(new Error('no mail server'));
  await plan(daysAfter(3));
  await expect(deliver(daysAfter(3), down)).rejects.toThrow('no mail server');

  await pay(one.grossMinor, daysAfter(4));
  await deliver(daysAfter(4));
  await deliver(daysAfter(4));
  expect(sent).toHaveLength(1);
  expect(sent[0]?.body).not.toContain(one.number);
  expect(sent[0]?.body).toContain(other.number);
  expect(await reminders()).toMatchObject([{ state: 'written', leftMinor: other.grossMinor }]);

  await plan(daysAfter(10));
  await expect(deliver(daysAfter(10), down)).rejects.toThrow('no mail server');
  await pay(other.grossMinor, daysAfter(10));
  await deliver(daysAfter(10));
  expect(sent).toHaveLength(1);
  const mails = await db
    .selectFrom('outgoingMail')
    .where('recipient', '=', sent[0]?.recipient ?? '')
    .select('sentAt')
    .execute();
  expect(mails).toHaveLength(1);
});

test('a company without an accountant is written to at its administrator, one with nobody is remembered so', async () => {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000_00 });
  await handedOver(db, clerk, await aCartOf(db, clerk, company, [{ product: rebar, bars: 2 }]));
  const sent: Mail[] = [];
  const remind = async (when: Date) => {
    await transact(db, (tx) => planReminder(tx, { companyId: company.id, at: when }));
    const { id } = await db
      .selectFrom('paymentReminder')
      .where('companyId', '=', company.id)
      .orderBy('onDay', 'desc')
      .limit(1)
      .select('id')
      .executeTakeFirstOrThrow();
    const send = async (mail: Mail) => void sent.push(mail);
    await sendReminder(db, { send, write }, { reminderId: id }, when);
  };
  await remind(daysAfter(0));
  expect(sent).toEqual([]);
  const admin = await aBuyer(db, company, 'company_admin');
  await aBuyer(db, company, 'buyer');
  await remind(daysAfter(3));
  expect(sent.map(({ recipient }) => recipient)).toEqual([admin.email]);
});

test('the day is planned once for everybody, and a letter waits until the yard opens', async () => {
  const { reminders } = await aDebtor();
  const night = new Date(`${addDays(DUE, 9)}T19:30:00Z`);
  expect(await planReminders(db, night)).toBeGreaterThan(0);
  expect(await planReminders(db, daysAfter(10))).toBe(0);
  const [reminder] = await reminders();
  expect(reminder).toMatchObject({ onDay: addDays(DUE, 10), tone: 'firm', state: 'waiting' });
  const jobs = await sql<{ runAt: Date }>`
    select run_at from graphile_worker.jobs where task_identifier = 'send-reminder' order by id desc limit 1`.execute(
    db,
  );
  const runAt = jobs.rows[0]?.runAt;
  expect(runAt).toEqual(daysAfter(10));
});
