import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { FileContent } from '../platform/stored-file.queries.ts';

/** Puts a picture beside a locked shipment, in its next place; the same picture again changes nothing. */
export async function insertPhoto(
  tx: Tx,
  photo: {
    id: string;
    companyId: string;
    shipmentId: string;
    sha256: Buffer;
    name: string;
    at: Date;
    sentBy: string | null;
  },
): Promise<void> {
  const { id, companyId, shipmentId, sha256, name, at, sentBy } = photo;
  await sql`
    insert into shipment_photo (id, company_id, shipment_id, position, sha256, name, taken_at, sent_by)
    select ${id}, ${companyId}, ${shipmentId}, coalesce(max(position), 0) + 1, ${sha256}, ${name}, ${at}, ${sentBy}
    from shipment_photo where shipment_id = ${shipmentId}
    on conflict (shipment_id, sha256) do nothing`.execute(tx);
}

/** How many pictures a shipment has. */
export async function countPhotos(db: Db, shipmentId: string): Promise<number> {
  const found = await sql<{ count: number }>`
    select count(*)::int as count from shipment_photo where shipment_id = ${shipmentId}`.execute(
    db,
  );
  return found.rows[0]?.count ?? 0;
}

/** What is in a picture of a shipment; `undefined` for one of another. */
export async function findPhoto(
  db: Db,
  of: { shipmentId: string; photoId: string },
): Promise<FileContent | undefined> {
  const found = await sql<FileContent>`
    select photo.name, stored.kind, stored.bytes
    from shipment_photo as photo join stored_file as stored on stored.sha256 = photo.sha256
    where photo.id = ${of.photoId} and photo.shipment_id = ${of.shipmentId}`.execute(db);
  return found.rows[0];
}
