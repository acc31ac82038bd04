import fc from 'fast-check';
import { type Kysely, sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { invoiceEntries } from '../../src/ledger/booking.ts';
import { book } from '../../src/ledger/ledger.queries.ts';
import { addDays, momentOn, tradingDay } from '../../src/measures/calendar.ts';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import { moveOrder } from '../../src/ordering/move-order.ts';
import { type Ledger, readLedger } from '../../src/payments/account-ledger.queries.ts';
import { accountAgeing, accountSums, owedMinorOf } from '../../src/payments/account.ts';
import { listOpenOrders, readAccountNow } from '../../src/payments/account.queries.ts';
import { askRefund } from '../../src/payments/ask-refund.ts';
import { freePayments } from '../../src/payments/free-payments.ts';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import { type AccountEntry, reconcile } from './account-oracle.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, place } from '../support/sale.ts';
import { aClerk, aCompany, aTradingDay, rebarFor, TONNE } from '../support/world.ts';

const firstDay = '2026-10-01';
const lastDay = '2026-11-26';

let db: Kysely<DB>;
let manager: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
});

type Step =
  | { do: 'order'; bars: number; payment: 'prepaid' | 'on-account' }
  | { do: 'pay'; amountMinor: number; which: number }
  | { do: 'hand-over' | 'invoice' | 'cancel'; which: number }
  | { do: 'refund'; amountMinor: number; which: number };

const which = fc.nat(9);
const amountMinor = fc.integer({ min: 1, max: 4_000_000 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('order' as const),
    bars: fc.integer({ min: 1, max: 6 }),
    payment: fc.constantFrom('prepaid' as const, 'on-account' as const),
  }),
  fc.record({ do: fc.constant('pay' as const), amountMinor, which }),
  fc.record({ do: fc.constantFrom('hand-over' as const, 'invoice' as const), which }),
  fc.record({ do: fc.constant('cancel' as const), which }),
  fc.record({ do: fc.constant('refund' as const), amountMinor, which }),
);
const life = fc.array(fc.record({ days: fc.nat(5), step }), { minLength: 4, maxLength: 14 });

/** Does to a company what a life says, day after day; what the trade refuses is left out. */
async function live(steps: readonly { days: number; step: Step }[]): Promise<string> {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const product = await rebarFor(db, company, {
    ...{ pricePerTonneMinor: 42_000_000, stockG: 500 * TONNE },
  });
  const orderIds: string[] = [];
  let day = firstDay;
  for (const { days, step: next } of steps) {
    day = addDays(day, days);
    const at = momentOn(day, '12:00');
    const orderId = orderIds[('which' in next ? next.which : 0) % Math.max(1, orderIds.length)];
    if (next.do === 'order') {
      const cart = await aCartOf(db, manager, company, [{ product, bars: next.bars }], 'phone');
      const { payment } = next;
      const placed = await place(db, manager, cart, { payment, channel: 'phone', at });
      orderIds.push(placed.orderId);
    } else if (next.do === 'pay') {
      await pay(company.id, { ...next, orderId, at });
    } else if (next.do === 'refund') {
      await giveBack(company.id, { ...next, at });
    } else if (orderId !== undefined) {
      await deeds[next.do]({ companyId: company.id, orderId, at });
    }
  }
  return company.id;
}

type OfOrder = { companyId: string; orderId: string; at: Date };

const pay = (
  companyId: string,
  of: { amountMinor: number; which: number; orderId: string | undefined; at: Date },
) =>
  transact(db, (tx) =>
    receivePayment(tx, {
      ...{ method: 'transfer', reference: newId(), personId: null, channel: null, at: of.at },
      ...{ companyId, amountMinor: of.amountMinor },
      orderIds: of.orderId === undefined || of.which === 0 ? [] : [of.orderId],
    }),
  );

async function giveBack(companyId: string, of: { amountMinor: number; at: Date }) {
  const left = await db
    .selectFrom('payment')
    .where('companyId', '=', companyId)
    .where(sql<boolean>`allocated_minor + refunded_minor + ${of.amountMinor} <= amount_minor`)
    .select(['id', 'method'])
    .executeTakeFirst();
  if (!left) return;
  await transact(db, (tx) =>
    askRefund(tx, manager, {
      ...{ id: newId(), paymentId: left.id, amountMinor: of.amountMinor, channel: 'phone' },
      ...{ reason: 'other', note: 'asked for', at: of.at, way: left.method, orderId: null },
    }),
  );
}

const stageOf = (orderId: string) =>
  db
    .selectFrom('salesOrder')
    .where('id', '=', orderId)
    .select(['stage', 'version', 'grossMinor', 'paidMinor'])
    .executeTakeFirstOrThrow();

async function handOver({ orderId, at }: OfOrder) {
  for (;;) {
    const { stage, version } = await stageOf(orderId);
    if (stage === 'delivered' || stage === 'cancelled') return;
    const move = { orderId, version, channel: 'phone', unpaidReason: 'knows him', at } as const;
    await transact(db, (tx) => moveOrder(tx, manager, move));
  }
}

async function invoice({ companyId, orderId, at }: OfOrder) {
  const { stage, grossMinor, paidMinor: advanceMinor } = await stageOf(orderId);
  if (stage !== 'delivered') return;
  const entries = invoiceEntries({ companyId, orderId, grossMinor, advanceMinor });
  await transact(db, (tx) =>
    book(tx, {
      ...{ kind: 'invoiced', reference: orderId, companyId, orderId, entries, at },
      ...{ effectiveOn: tradingDay(at), personId: null, channel: null },
    }),
  );
}

async function cancel({ orderId, at }: OfOrder) {
  const { stage } = await stageOf(orderId);
  if (stage !== 'placed') return;
  await transact(db, (tx) =>
    cancelOrder(tx, manager, { orderId, reason: 'not-needed', note: '', channel: 'phone', at }),
  );
  const { id: eventId } = await db
    .selectFrom('event')
    .where('subjectId', '=', orderId)
    .where('type', '=', 'order.cancelled')
    .select('id')
    .executeTakeFirstOrThrow();
  await freePayments(db, { eventId }, at);
}

/** The books entry by entry, without the statement that is asked: what was promised only is left out. */
async function entriesOf(companyId: string): Promise<AccountEntry[]> {
  const { rows } = await sql<{ at: Date; amountMinor: number }>`
    select booked_at as at, amount_minor from audit.v_ledger
    where company_id = ${companyId} and account <> 'commitment' order by booked_at`.execute(db);
  return rows.map(({ at, amountMinor: minor }) => ({
    ...{ at, kind: 'correction', number: '' },
    debitMinor: Math.max(0, minor),
    creditMinor: Math.max(0, -minor),
  }));
}

const allLines = (ledger: Ledger) => ledger.lines.map(({ id, balanceMinor }) => [id, balanceMinor]);

const deeds = { 'hand-over': handOver, invoice, cancel };

test('whatever a company lives through, its account ends with its balance, by page and by period', async () => {
  const asked = fc.record({
    steps: life,
    cut: fc.nat(57).map((days) => addDays(firstDay, days)),
    page: fc.integer({ min: 1, max: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(asked, async ({ steps, cut, page }) => {
      const companyId = await live(steps);
      const now = await readAccountNow(db, { companyId, on: lastDay });
      const { rows } = await sql<{ owedMinor: number }>`
        select booked_unbilled_minor + booked_receivable_minor - booked_advance_minor - booked_prepayment_minor
               - booked_balance_minor as owed_minor
        from audit.v_exposure where company_id = ${companyId}`.execute(db);
      const owedMinor = Number(rows[0]?.owedMinor);
      const whole = await readLedger(db, { companyId, from: firstDay, to: lastDay, limit: 100 });

      // The sum row is the balance of the books, and the last line says the same.
      expect(whole.closingMinor).toBe(owedMinor);
      expect(whole.lines.at(-1)?.balanceMinor ?? 0).toBe(owedMinor);
      expect(whole.openingMinor + whole.debitMinor - whole.creditMinor).toBe(owedMinor);
      expect(now && owedMinorOf(now)).toBe(owedMinor);
      expect(whole.count).toBe(whole.lines.length);

      // So says the noun that knows nothing of the statement.
      const act = reconcile(await entriesOf(companyId), { from: cut, to: lastDay });
      const half = await readLedger(db, { companyId, from: cut, to: lastDay, limit: 100 });
      expect([half.openingMinor, half.closingMinor]).toEqual([act.openingMinor, act.closingMinor]);
      const before = await readLedger(db, {
        ...{ companyId, from: firstDay, to: addDays(cut, -1), limit: 100 },
      });
      expect(before.closingMinor).toBe(half.openingMinor);
      expect([...allLines(before), ...allLines(half)]).toEqual(allLines(whole));

      // Page after page gives the whole, each line once.
      const paged: unknown[] = [];
      for (let after: { on: string; id: string } | undefined; ;) {
        const part = await readLedger(db, {
          ...{ companyId, from: firstDay, to: lastDay, after, limit: page },
        });
        paged.push(...allLines(part));
        after = part.lines.at(-1);
        if (!after) break;
      }
      expect(paged).toEqual(allLines(whole));

      // What is owed is goods less money, and by age, with what is disputed beside it.
      if (!now) return;
      const sums = accountSums(now, now.owed);
      const ageing = accountAgeing(now.owed, lastDay);
      const ahead = await paidAhead(companyId);
      expect(sums.aheadMinor).toBe(ahead);
      expect(sums.goodsMinor - sums.aheadMinor - sums.unusedMinor).toBe(owedMinor);
      expect(ageing.balanceMinor).toBe(sums.goodsMinor);
      const open = await listOpenOrders(db, { companyId, limit: 100 });
      expect(open).toHaveLength(now.openCount);
      expect(sumOf(open.map(({ leftMinor }) => leftMinor))).toBe(
        sums.goodsMinor + now.toHandOverMinor,
      );
    }),
    { numRuns: 15 },
  );
  expect(await auditFindings(db)).toEqual([]);
}, 60_000);

const sumOf = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);

async function paidAhead(companyId: string): Promise<number> {
  const { rows } = await sql<{ minor: number }>`
    select coalesce(sum(paid_minor), 0)::bigint as minor from sales_order
    where company_id = ${companyId} and stage not in ('delivered', 'cancelled')`.execute(db);
  return rows[0]?.minor ?? 0;
}

test('nothing of another company stands in an account, and open orders are paged by their day', async () => {
  const steps = [
    { days: 0, step: { do: 'order', bars: 2, payment: 'on-account' } },
    { days: 1, step: { do: 'order', bars: 3, payment: 'on-account' } },
    { days: 0, step: { do: 'order', bars: 3, payment: 'prepaid' } },
    { days: 1, step: { do: 'hand-over', which: 0 } },
    { days: 1, step: { do: 'pay', amountMinor: 777, which: 0 } },
  ] as const satisfies readonly { days: number; step: Step }[];
  const [ours, theirs] = [await live(steps), await live(steps)];
  const ledger = await readLedger(db, {
    ...{ companyId: ours, from: firstDay, to: lastDay, limit: 10 },
  });
  const { rows } = await sql<{ id: string }>`
    select id from ledger_transaction where company_id = ${theirs}`.execute(db);
  expect(ledger.lines.map(({ kind }) => kind)).toEqual(['handed-over', 'payment']);
  expect(rows.filter(({ id }) => ledger.lines.some((line) => line.id === id))).toEqual([]);

  const all = await listOpenOrders(db, { companyId: ours, limit: 10 });
  // What was handed over is due thirty days after that day, the other thirty days after it was ordered.
  expect(all.map(({ dueOn }) => dueOn)).toEqual(['2026-11-01', '2026-11-02', null]);
  const [first] = await listOpenOrders(db, { companyId: ours, limit: 1 });
  const rest = await listOpenOrders(db, { companyId: ours, after: first, limit: 10 });
  expect([first, ...rest]).toEqual(all);
  expect(await listOpenOrders(db, { companyId: ours, after: all[2], limit: 10 })).toEqual([]);
});
