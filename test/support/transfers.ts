import type { Kysely } from 'kysely';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { newId } from '../../src/platform/id.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { cancelTransfer } from '../../src/stock/cancel-transfer.ts';
import { planTransfer, type TransferPlan } from '../../src/stock/plan-transfer.ts';
import { type Arrived, receiveTransfer } from '../../src/stock/receive-transfer.ts';
import { sendTransfer } from '../../src/stock/send-transfer.ts';
import { findTransferFacts } from '../../src/stock/transfer.queries.ts';
import { aProduct, at, stockOf, TONNE } from './world.ts';

/** A product of which so many grams lie in Astana in one lot, as pieces where they are counted. */
export const goodsInAstana = (db: Kysely<DB>, weightG = 10 * TONNE, pieces?: number) =>
  goodsAt(db, 'NQZ', weightG, pieces);

/** The same at any branch. */
export async function goodsAt(
  db: Kysely<DB>,
  branchCode: string,
  weightG = 10 * TONNE,
  pieces?: number,
) {
  const product = await aProduct(db);
  await stockOf(db, product, weightG, branchCode);
  const lot = await db
    .selectFrom('lot')
    .where('productId', '=', product.id)
    .select(['id', 'heatNumber'])
    .executeTakeFirstOrThrow();
  if (pieces !== undefined) {
    await db.updateTable('lot').set({ piecesOnHand: pieces }).where('id', '=', lot.id).execute();
  }
  return { product, lotId: lot.id, heatNumber: lot.heatNumber };
}

/** A plan from Astana to Almaty. */
export const aPlan = (
  lots: TransferPlan['lots'],
  more: Partial<TransferPlan> = {},
): TransferPlan => ({
  ...{ id: newId(), fromBranch: 'NQZ', toBranch: 'ALA', lots, note: '', channel: 'counter', at },
  ...more,
});

/** A transfer as its deeds see it. */
export async function transferAt(db: Kysely<DB>, id: string) {
  const transfer = await findTransferFacts(db, id);
  if (!transfer) throw new Error('no such transfer');
  return transfer;
}

export const planned = async (db: Kysely<DB>, clerk: Staff, plan: TransferPlan) => {
  await transact(db, (tx) => planTransfer(tx, clerk, plan));
  return plan.id;
};

/** Lets it leave as it is. */
export async function send(
  db: Kysely<DB>,
  clerk: Staff,
  transferId: string,
  version?: number,
  on: Date = at,
) {
  const seen = version ?? (await transferAt(db, transferId)).version;
  const sent = { transferId, version: seen, vehiclePlate: '123 ABC 01', at: on };
  await transact(db, (tx) => sendTransfer(tx, clerk, { ...sent, channel: 'counter' }));
}

/** Books all of it in, or what is told. */
export async function receive(
  db: Kysely<DB>,
  clerk: Staff,
  transferId: string,
  lots?: Arrived['lots'],
  on: Date = at,
) {
  const { version, lots: sent } = await transferAt(db, transferId);
  const all = sent.map(({ lotId, weightG, pieces }) =>
    pieces === null ? { lotId, weightG } : { lotId, pieces },
  );
  const arrived = { transferId, version, lots: lots ?? all, note: '', at: on };
  await transact(db, (tx) => receiveTransfer(tx, clerk, { ...arrived, channel: 'counter' }));
}

export async function cancel(db: Kysely<DB>, clerk: Staff, transferId: string, version: number) {
  const cancelled = { transferId, version, note: 'sold here', at };
  await transact(db, (tx) => cancelTransfer(tx, clerk, { ...cancelled, channel: 'counter' }));
}
