import { recordEvent } from '../events/record-event.ts';
import { type Buyer, may } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { listLotsWithout } from './cover.queries.ts';
import { findLotOfOrder, insertWaiver } from './waiver.queries.ts';

/**
 * A buyer takes goods of a lot of his order although no certificate of them is
 * there, and says why: only then may they leave without. His word stays when the
 * certificate comes later. Repeated, it changes nothing; where there is a
 * certificate there is nothing to waive. Another company's order is not found.
 */
export async function waiveCertificate(
  tx: Tx,
  actor: Buyer,
  given: { orderId: string; lotId: string; reason: string; at: Date },
): Promise<void> {
  const { orderId, lotId, reason, at } = given;
  const { companyId, personId } = actor;
  const found = await findLotOfOrder(tx, { orderId, lotId, companyId });
  if (!found) throw new NotFound('lot of order', lotId);
  if (!may(actor, 'place-orders')) throw new Refusal({ code: 'not-permitted' });
  const without = await listLotsWithout(tx, { lotIds: [lotId] });
  if (without.length === 0) throw new Refusal({ code: 'certificate-there' });
  const waiver = { orderId, lotId, companyId, reason, waivedBy: personId, at };
  if (!(await insertWaiver(tx, waiver))) return;
  const { orderNumber: number, heatNumber } = found;
  await recordEvent(
    tx,
    { type: 'certificate.waived', orderId, number, lotId, heatNumber, reason },
    { companyId, personId, channel: 'web', subjectId: orderId, at },
  );
}
