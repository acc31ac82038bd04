import { sql } from 'kysely';

/** The numbers of the certificates in force that speak of the row `lot`, the newest first. */
export const certificateNumbersOfLot = sql`
  array(select certificate.number from lot_certificate as cover
        join certificate on certificate.id = cover.certificate_id
        where cover.lot_id = lot.id and cover.ended_at is null
        order by certificate.issued_on desc, certificate.id)`;

/** The certificates in force that speak of the row `lot` as JSON, the newest first: `id`, `number`, `hasFile`. */
export const certificatesOfLot = sql`
  (select coalesce(jsonb_agg(jsonb_build_object('id', certificate.id, 'number', certificate.number,
                                                'hasFile', certificate.file_sha256 is not null)
                             order by certificate.issued_on desc, certificate.id), '[]')
   from lot_certificate as cover join certificate on certificate.id = cover.certificate_id
   where cover.lot_id = lot.id and cover.ended_at is null)`;
