import { type RawBuilder, sql } from 'kysely';
import { containing } from '../platform/db/like.ts';
import type { Db } from '../platform/db/database.ts';
import type { CertificateRow, CertificateState } from './certificate-row.ts';
import { markKey } from './mark-key.ts';

type CertificateFilter = { text: string | undefined; state: CertificateState };

const states: Record<CertificateState, RawBuilder<unknown>> = {
  'in-force': sql`certificate.ended_at is null`,
  faulty: sql`certificate.ended_at is null and certificate.fault_count > 0`,
  ended: sql`certificate.ended_at is not null`,
};

/** Certificates whose heat, number, mill or grade holds a text, the last attached first, and how many there are. */
export async function searchCertificates(
  db: Db,
  of: CertificateFilter & { page: number; size: number },
): Promise<{ certificates: CertificateRow[]; count: number }> {
  const which = sql`${states[of.state]} ${of.text === undefined ? sql`` : sql`and ${holds(of.text)}`}`;
  const [page, total] = await Promise.all([
    sql<CertificateRow>`
      select certificate.id, certificate.number, certificate.version, certificate.type, certificate.issued_on,
             certificate.grade, mill.name as mill_name, certificate.fault_count, certificate.attached_at,
             array(select heat_number from certificate_heat where certificate_id = certificate.id order by position)
               as heat_numbers
      from certificate join mill on mill.id = certificate.mill_id
      where ${which}
      order by certificate.attached_at desc, certificate.id
      limit ${of.size} offset ${(of.page - 1) * of.size}`.execute(db),
    sql<{ count: number }>`
      select count(*) from certificate join mill on mill.id = certificate.mill_id where ${which}`.execute(
      db,
    ),
  ]);
  return { certificates: page.rows, count: total.rows[0]?.count ?? 0 };
}

function holds(text: string): RawBuilder<unknown> {
  const sought = containing(markKey(text));
  return sql`(certificate.number_key like ${sought} or certificate.grade_key like ${sought} or mill.mill_key like ${sought}
    or certificate.id in (select certificate_id from certificate_heat where heat_key like ${sought}))`;
}
