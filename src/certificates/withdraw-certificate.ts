import { recordEvent } from '../events/record-event.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { endCertificate, findCertificate } from './certificate.queries.ts';

/**
 * Takes a certificate out of force, with a reason: the lots of its heats have it
 * no more, and what was attached stays to be read. One that has ended already is
 * refused, and says so.
 */
export async function withdrawCertificate(
  tx: Tx,
  actor: Staff,
  given: { certificateId: string; reason: string; at: Date },
): Promise<void> {
  if (!may(actor, 'keep-certificates')) throw new Refusal({ code: 'not-permitted' });
  const { certificateId: id, reason, at } = given;
  const { personId } = actor;
  const found = await findCertificate(tx, id);
  if (!found) throw new NotFound('certificate', id);
  const isEnded = await endCertificate(tx, { id, as: 'withdrawn', by: personId, reason, at });
  if (!isEnded) throw new Refusal({ code: 'certificate-ended' });
  const { number } = found.certificate;
  await recordEvent(
    tx,
    { type: 'certificate.withdrawn', certificateId: id, number, reason },
    { companyId: null, personId, channel: null, subjectId: id, at },
  );
}
