import { may, type Staff } from '../people/actor.ts';
import { hashToken, newSessionToken } from '../people/session-token.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { findCertificate } from './certificate.queries.ts';
import { insertCertificateLink } from './certificate-link.queries.ts';

/** As long as papers of a building are asked for by those who check it: three years. */
const LINK_DAYS = 1096;
const DAY_MS = 86_400_000;

/**
 * Makes a link that opens one certificate for whoever holds the paper with its QR
 * code, and gives its token: 256 bits, kept only as a hash, so it is seen this
 * once. Each call makes another link; all of them open until they expire.
 */
export async function linkCertificate(
  tx: Tx,
  actor: Staff,
  given: { certificateId: string; at: Date },
): Promise<{ token: string; expiresAt: Date }> {
  if (!may(actor, 'keep-certificates')) throw new Refusal({ code: 'not-permitted' });
  const { certificateId, at } = given;
  if (!(await findCertificate(tx, certificateId))) throw new NotFound('certificate', certificateId);
  const token = newSessionToken();
  const expiresAt = new Date(at.getTime() + LINK_DAYS * DAY_MS);
  const tokenHash = hashToken(token);
  await insertCertificateLink(tx, {
    ...{ tokenHash, certificateId, madeBy: actor.personId, at, expiresAt },
  });
  return { token, expiresAt };
}
