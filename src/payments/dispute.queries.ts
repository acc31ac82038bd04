import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import type { Dispute } from '../platform/gateways/card-payments.ts';

/** Keeps how a dispute stands; returns whether that is news. */
export async function keepDispute(
  tx: Tx,
  dispute: Dispute & { paymentId: string; companyId: string; at: Date },
): Promise<boolean> {
  const { disputeId, paymentId, companyId, amountMinor, feeMinor, status, answerBy, at } = dispute;
  const kept = await sql`
    insert into card_dispute (id, company_id, payment_id, amount_minor, fee_minor, status, answer_by, seen_at, changed_at)
    values (${disputeId}, ${companyId}, ${paymentId}, ${amountMinor}, ${feeMinor ?? 0}, ${status}, ${answerBy ?? null},
            ${at}, ${at})
    on conflict (id) do update set status = excluded.status, answer_by = excluded.answer_by, changed_at = excluded.changed_at
    where card_dispute.status <> excluded.status`.execute(tx);
  return (kept.numAffectedRows ?? 0n) > 0n;
}
