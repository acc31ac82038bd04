import { sql } from 'kysely';
import type { Channel } from '../people/channel.ts';
import type { Db, Tx } from '../platform/db/database.ts';

/** Keeps a link by which one order can be paid without a sign-in, by the hash of its token. */
export async function insertPaymentLink(
  tx: Tx,
  link: {
    id: string;
    companyId: string;
    orderId: string;
    tokenHash: Buffer;
    createdBy: string;
    createdOn: Channel;
    at: Date;
    expiresAt: Date;
  },
): Promise<void> {
  const { at, ...values } = link;
  await tx
    .insertInto('paymentLink')
    .values({ ...values, createdAt: at })
    .execute();
}

/** The order behind a link that is neither withdrawn nor too old. */
export async function findPaymentLink(
  db: Db,
  of: { tokenHash: Buffer; at: Date },
): Promise<{ orderId: string; companyId: string } | undefined> {
  const found = await sql<{ orderId: string; companyId: string }>`
    select order_id, company_id from payment_link
    where token_hash = ${of.tokenHash} and withdrawn_at is null and expires_at > ${of.at}`.execute(
    db,
  );
  return found.rows[0];
}

/** Ends all links of an order. Harmless to repeat. */
export async function endPaymentLinks(tx: Tx, of: { orderId: string; at: Date }): Promise<void> {
  await tx
    .updateTable('paymentLink')
    .set({ withdrawnAt: of.at })
    .where('orderId', '=', of.orderId)
    .where('withdrawnAt', 'is', null)
    .execute();
}
