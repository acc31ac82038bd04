import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { ClaimOutcome } from '../platform/db/schema.ts';

/** The invoices of an order that stand, the oldest first. */
export async function listInvoices(db: Db, orderId: string): Promise<string[]> {
  const found = await db
    .selectFrom('document')
    .where('orderId', '=', orderId)
    .where('kind', '=', 'tax-invoice')
    .where('state', '=', 'issued')
    .orderBy('issuedAt')
    .orderBy('id')
    .select('id')
    .execute();
  return found.map(({ id }) => id);
}

/** Whether a claim was made good by this form already. */
export async function hasSettlement(db: Db, of: { id: string; claimId: string }): Promise<boolean> {
  const found = await db
    .selectFrom('claimSettlement')
    .where('id', '=', of.id)
    .where('claimId', '=', of.claimId)
    .select('id')
    .executeTakeFirst();
  return found !== undefined;
}

/** An order of a company by its number. */
export async function findOrderOf(
  db: Db,
  of: { companyId: string; number: string },
): Promise<string | undefined> {
  const found = await db
    .selectFrom('salesOrder')
    .where('companyId', '=', of.companyId)
    .where('number', '=', of.number)
    .select('id')
    .executeTakeFirst();
  return found?.id;
}

/** How a claim was made good. Minor units with VAT, grams. */
export type NewSettlement = {
  id: string;
  companyId: string;
  claimId: string;
  outcome: ClaimOutcome;
  amountMinor: number;
  followUpOrderId: string | null;
  words: string;
  settledBy: string;
  settledAt: Date;
};

/** Goods that came back with it; `lotId` null where they are not sold again. Grams. */
export type NewReturn = {
  claimLineId: string;
  fromLotId: string;
  lotId: string | null;
  weightG: number;
  pieces: number | null;
};

/** Writes how a claim was made good, with what was credited for each of its lines. */
export async function insertSettlement(
  tx: Tx,
  settlement: NewSettlement,
  given: readonly { id: string; amountMinor: number }[],
): Promise<void> {
  await tx.insertInto('claimSettlement').values(settlement).execute();
  await sql`
    update claim_line set settled_minor = settled_minor + given.amount_minor
    from unnest(${given.map(({ id }) => id)}::uuid[], ${given.map((one) => one.amountMinor)}::bigint[])
      as given (id, amount_minor)
    where claim_line.id = given.id`.execute(tx);
}

/** Puts a credit note, and what was asked to be paid back of it, to a settlement. */
export async function insertCredit(
  tx: Tx,
  credit: { settlementId: string; companyId: string; documentId: string; refundId: string | null },
): Promise<void> {
  await tx.insertInto('claimCredit').values(credit).execute();
}

/** Writes what goods came back. */
export async function insertReturns(
  tx: Tx,
  of: { settlementId: string; companyId: string },
  returns: readonly NewReturn[],
): Promise<void> {
  if (returns.length === 0) return;
  await tx
    .insertInto('claimReturn')
    .values(returns.map((one) => ({ ...one, ...of })))
    .execute();
}

/** What an order got of a lot and has not brought back, grams; 0 where nothing is known. */
export async function readLeftOfLot(
  db: Db,
  of: { orderId: string; lotId: string },
): Promise<number> {
  const { orderId, lotId } = of;
  const found = await sql<{ leftG: number }>`
    select (coalesce((select weight_g from allocation where order_id = ${orderId} and lot_id = ${lotId}), 0)
      - coalesce((select sum(back.weight_g) from claim_return as back
                  join claim_line on claim_line.id = back.claim_line_id
                  where back.from_lot_id = ${lotId} and claim_line.order_id = ${orderId}), 0))::bigint as left_g`.execute(
    db,
  );
  return Math.max(found.rows[0]?.leftG ?? 0, 0);
}
