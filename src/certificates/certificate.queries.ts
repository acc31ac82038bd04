import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { CertificateEnd } from '../platform/db/schema.ts';
import type { Certificate } from './certificate.ts';
import type { Fault } from './fault.ts';
import { readCertificate, storedCertificate } from './stored-certificate.ts';

export type NewCertificate = {
  id: string;
  millId: string;
  certificate: Certificate;
  version: number;
  versionReason: string;
  faults: readonly Fault[];
  accepted: { by: string; reason: string } | null;
  fileSha256: Buffer | null;
  attachedBy: string;
  at: Date;
};

/** Whether a certificate of this id is there: the form that made it came twice. */
export async function isAttached(tx: Tx, id: string): Promise<boolean> {
  const found = await sql`select from certificate where id = ${id}`.execute(tx);
  return found.rows.length > 0;
}

/** Writes a certificate with its heats. Of two with one number the second breaks `one_version_of_a_certificate` or `one_certificate_in_force`. */
export async function insertCertificate(tx: Tx, given: NewCertificate): Promise<void> {
  const { id, millId, certificate, version, versionReason, faults, accepted, at } = given;
  await tx
    .insertInto('certificate')
    .values({
      ...{ id, millId, version, versionReason, number: certificate.number },
      ...{ type: certificate.type, issuedOn: certificate.issuedOn, grade: certificate.grade },
      content: JSON.stringify(storedCertificate(certificate)),
      faults: JSON.stringify(faults),
      ...{ acceptedBy: accepted?.by ?? null, acceptedReason: accepted?.reason ?? '' },
      ...{ fileSha256: given.fileSha256, attachedBy: given.attachedBy, attachedAt: at },
    })
    .execute();
  await tx
    .insertInto('certificateHeat')
    .values(
      certificate.heats.map(({ heatNumber, massG }, index) => ({
        ...{ certificateId: id, position: index + 1, heatNumber, massG },
      })),
    )
    .execute();
}

/** Ends a certificate that is in force; says whether it was. The row is locked by it, so of two who end it one is told no. */
export async function endCertificate(
  tx: Tx,
  end: { id: string; as: CertificateEnd; by: string; reason: string; at: Date },
): Promise<boolean> {
  const ended = await tx
    .updateTable('certificate')
    .set({ endedAt: end.at, endedAs: end.as, endedBy: end.by, endReason: end.reason })
    .where('id', '=', end.id)
    .where('endedAt', 'is', null)
    .returning('id')
    .execute();
  return ended.length > 0;
}

/** A certificate as its page shows it. */
export type CertificatePaper = {
  id: string;
  certificate: Certificate;
  millName: string;
  version: number;
  versionReason: string;
  faults: readonly Fault[];
  acceptedByName: string | null;
  acceptedReason: string;
  file: { sha256: Buffer; mediaType: string; sizeBytes: number } | null;
  attachedByName: string;
  attachedAt: Date;
  ended: { at: Date; as: CertificateEnd; byName: string; reason: string } | null;
  /** The newest of its number; itself, where there is none newer. */
  latest: { id: string; version: number };
};

type Row = Omit<CertificatePaper, 'certificate' | 'file' | 'ended' | 'latest'> & {
  content: unknown;
  fileSha256: Buffer | null;
  mediaType: string | null;
  sizeBytes: number | null;
  endedAt: Date | null;
  endedAs: CertificateEnd | null;
  endedByName: string | null;
  endReason: string;
  latestId: string;
  latestVersion: number;
};

/** A certificate by its id, in force or ended; whoever asks is the caller's to judge. */
export async function findCertificate(db: Db, id: string): Promise<CertificatePaper | undefined> {
  const { rows } = await sql<Row>`
    select certificate.id, certificate.content, mill.name as mill_name, certificate.version, certificate.version_reason,
           certificate.faults, acceptor.name as accepted_by_name, certificate.accepted_reason, certificate.file_sha256,
           file.media_type, file.size_bytes, attacher.name as attached_by_name, certificate.attached_at,
           certificate.ended_at, certificate.ended_as, ender.name as ended_by_name, certificate.end_reason,
           latest.id as latest_id, latest.version as latest_version
    from certificate
    join mill on mill.id = certificate.mill_id
    join person as attacher on attacher.id = certificate.attached_by
    left join person as acceptor on acceptor.id = certificate.accepted_by
    left join person as ender on ender.id = certificate.ended_by
    left join certificate_file as file on file.sha256 = certificate.file_sha256
    cross join lateral (
      select other.id, other.version from certificate as other
      where other.mill_id = certificate.mill_id and other.number_key = certificate.number_key
      order by other.version desc limit 1
    ) as latest
    where certificate.id = ${id}`.execute(db);
  const [row] = rows;
  return row && paperOf(row);
}

function paperOf(row: Row): CertificatePaper {
  const { content, fileSha256, mediaType, sizeBytes, latestId, latestVersion, ...rest } = row;
  const { endedAt, endedAs, endedByName, endReason, ...paper } = rest;
  const isFiled = fileSha256 !== null && mediaType !== null && sizeBytes !== null;
  return {
    ...paper,
    certificate: readCertificate(content),
    file: isFiled ? { sha256: fileSha256, mediaType, sizeBytes } : null,
    ended:
      endedAt === null || endedAs === null
        ? null
        : { at: endedAt, as: endedAs, byName: endedByName ?? '', reason: endReason },
    latest: { id: latestId, version: latestVersion },
  };
}
