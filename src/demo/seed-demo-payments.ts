import { askRefund, decideRefund, type RefundAsked } from '../payments/ask-refund.ts';
import { closeShift, moveCash, openShift } from '../payments/keep-till.ts';
import { keepNotice, markHandled } from '../payments/notice.queries.ts';
import { receivePayment } from '../payments/receive-payment.ts';
import { settleDispute } from '../payments/settle-dispute.ts';
import { settleRefund } from '../payments/settle-refund.ts';
import { takeTenders } from '../payments/take-tenders.ts';
import type { Staff } from '../people/actor.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/id.ts';
import { findTreasurers, listCardPayments } from './demo-payments.queries.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PAYERS = 3;

type Payer = { companyId: string; reference: string; amountMinor: number };
type Scene = { db: Db; clerk: Staff; manager: Staff; head: Staff; at: Date };

/**
 * Money of the demo that waits for somebody, made by the very operations of the
 * trade: a refund that a second person has to agree to, one that did not go
 * back, one to be given in cash, a dispute, a notice in trouble, and a shift of
 * the till that was closed. Does nothing where the world lacks people or payments.
 */
export async function seedDemoPayments(db: Db, at: Date): Promise<void> {
  const people = await findTreasurers(db);
  const payers = await listCardPayments(db, {
    before: new Date(at.getTime() - DAY_MS),
    limit: PAYERS,
  });
  const [first, second, third] = payers;
  if (!people || !first || !second || !third) return;
  const scene = { db, ...people, at };
  await waitingAndToGive(scene, first);
  await failed(scene, second);
  await disputed(scene, third);
  await inTrouble(scene);
  await closedShift(scene, first);
}

const before = ({ at }: Scene, ms: number) => new Date(at.getTime() - ms);

async function overpaid(
  scene: Scene,
  of: { companyId: string; amountMinor: number; method: 'card' | 'transfer'; at: Date },
): Promise<string> {
  const { paymentId } = await transact(scene.db, (tx) =>
    receivePayment(tx, {
      ...{ ...of, reference: `demo-${newId(of.at.getTime())}`, orderIds: [] },
      ...{ personId: null, channel: of.method === 'card' ? 'web' : null },
      purpose: of.method === 'transfer' ? 'Оплата за металлопрокат' : '',
    }),
  );
  return paymentId;
}

async function ask(
  { db }: Scene,
  by: Staff,
  asked: Omit<RefundAsked, 'id' | 'orderId' | 'channel'>,
): Promise<string> {
  const id = newId(asked.at.getTime());
  const refund = { ...asked, id, orderId: null, channel: null };
  await transact(db, (tx) => askRefund(tx, by, refund));
  return id;
}

async function waitingAndToGive(scene: Scene, { companyId }: Payer): Promise<void> {
  const at = before(scene, 5 * HOUR_MS);
  const paymentId = await overpaid(scene, {
    ...{ companyId, amountMinor: 48_000_000, method: 'transfer' },
    at: before(scene, DAY_MS),
  });
  const common = { paymentId, reason: 'overpaid', at } as const;
  const note = 'Заплатили дважды по одному счёту';
  await ask(scene, scene.manager, { ...common, amountMinor: 25_000_000, way: 'transfer', note });
  const cash = { ...common, amountMinor: 1_234_560, way: 'cash', note: '' } as const;
  const id = await ask(scene, scene.manager, cash);
  const decision = { id, isAgreed: true, note: '', at: before(scene, 4 * HOUR_MS) };
  await transact(scene.db, (tx) => decideRefund(tx, scene.head, decision));
}

async function failed(scene: Scene, { companyId }: Payer): Promise<void> {
  const at = before(scene, 7 * HOUR_MS);
  const amountMinor = 8_450_000;
  const paid = { companyId, amountMinor, method: 'card', at: before(scene, 2 * DAY_MS) } as const;
  const paymentId = await overpaid(scene, paid);
  const refundId = await ask(scene, scene.manager, {
    ...{ paymentId, amountMinor, way: 'card', reason: 'cancellation', note: '', at },
  });
  const told = { refundId, providerRefundId: `demo-${refundId}`, paymentIntentId: undefined };
  const status = 'failed' as const;
  const word = { amountMinor, currency: 'KZT', status, failureReason: 'lost_or_stolen_card' };
  await settleRefund(scene.db, { ...told, ...word }, before(scene, 3 * HOUR_MS));
}

async function disputed(scene: Scene, payer: Payer): Promise<void> {
  const { reference: paymentIntentId, amountMinor } = payer;
  const dispute = { disputeId: `demo-dispute-${paymentIntentId}`, paymentIntentId, amountMinor };
  const standing = { status: 'needsAnswer', takesMoney: true, moneyBack: false } as const;
  const answerBy = new Date(scene.at.getTime() + 6 * DAY_MS);
  const costs = { feeMinor: 750_000, currency: 'KZT', answerBy };
  await settleDispute(scene.db, { ...dispute, ...standing, ...costs }, before(scene, 9 * HOUR_MS));
}

async function inTrouble(scene: Scene): Promise<void> {
  const at = before(scene, 6 * HOUR_MS);
  const eventId = `demo-notice-${newId(at.getTime())}`;
  const about = { kind: 'checkout', id: `cs_demo_${eventId}` } as const;
  const notice = { eventId, type: 'checkout.session.completed', about, happenedAt: at };
  await transact(scene.db, async (tx) => {
    await keepNotice(tx, { ...notice, livemode: false }, at);
    await markHandled(tx, { eventId, trouble: 'other-amount', at });
  });
}

async function closedShift(scene: Scene, { companyId }: Payer): Promise<void> {
  const { db, clerk } = scene;
  const shiftId = newId(before(scene, DAY_MS).getTime());
  const moment = (hours: number) => before(scene, DAY_MS - hours * HOUR_MS);
  await transact(db, (tx) =>
    openShift(tx, clerk, { id: shiftId, floatMinor: 5_000_000, at: moment(0) }),
  );
  // Thirteen tenge at the end: the simulated device has no paper for this receipt.
  const laid = { cashMinor: 15_001_300, terminalMinor: 0, keepsRest: true, slip: '' } as const;
  await transact(db, (tx) =>
    takeTenders(tx, clerk, {
      ...{ ...laid, key: newId(), companyId, orderId: undefined, channel: 'counter' },
      at: moment(2),
    }),
  );
  const taken = { id: newId(), shiftId, kind: 'pay-out', amountMinor: 12_000_000 } as const;
  await transact(db, (tx) => moveCash(tx, clerk, { ...taken, note: 'Инкассация', at: moment(7) }));
  const closed = { shiftId, countedMinor: 7_951_300, note: 'Сдача мелочью', at: moment(8) };
  await transact(db, (tx) => closeShift(tx, clerk, closed));
}
