import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';

/** Keeps a link to a certificate by the hash of its token. */
export async function insertCertificateLink(
  tx: Tx,
  link: { tokenHash: Buffer; certificateId: string; madeBy: string; at: Date; expiresAt: Date },
): Promise<void> {
  const { tokenHash, certificateId, madeBy, at: madeAt, expiresAt } = link;
  await tx
    .insertInto('certificateLink')
    .values({ tokenHash, certificateId, madeBy, madeAt, expiresAt })
    .execute();
}

/** The certificate that a link opens; `undefined` for a link that is none or too old. */
export async function findLinkedCertificate(
  db: Db,
  sought: { tokenHash: Buffer; at: Date },
): Promise<string | undefined> {
  const { rows } = await sql<{ certificateId: string }>`
    select certificate_id from certificate_link
    where token_hash = ${sought.tokenHash} and expires_at > ${sought.at}`.execute(db);
  return rows[0]?.certificateId;
}
