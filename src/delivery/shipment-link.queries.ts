import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { Language } from '../platform/db/schema.ts';

/** Whoever has the link of one shipment: the driver, or somebody at the site without an account. */
export type LinkHolder = { kind: 'shipment-link'; shipmentId: string; companyId: string };

/** What a link opens, and in which language its reader is addressed. */
export type OpenShipmentLink = LinkHolder & { language: Language; expiresAt: Date };

/** What a link opens now; `undefined` for one that was ended, is out of time or never was. */
export async function findShipmentLink(
  db: Db,
  sought: { tokenHash: Buffer; at: Date },
): Promise<OpenShipmentLink | undefined> {
  const found = await sql<Omit<OpenShipmentLink, 'kind'>>`
    select link.shipment_id, link.company_id, link.expires_at, company.language
    from shipment_link as link join company on company.id = link.company_id
    where link.token_hash = ${sought.tokenHash} and link.ended_at is null
      and link.expires_at > ${sought.at}`.execute(db);
  const [row] = found.rows;
  return row && { kind: 'shipment-link', ...row };
}

/** Keeps a link by the hash of its token. */
export async function insertShipmentLink(
  tx: Tx,
  link: {
    tokenHash: Buffer;
    companyId: string;
    shipmentId: string;
    madeBy: string | null;
    madeAt: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await tx.insertInto('shipmentLink').values(link).execute();
}

/** Ends the open links of a shipment beyond the newest so many; says how many were ended. */
export async function endLinksBeyond(
  tx: Tx,
  which: { shipmentId: string; keep: number; at: Date },
): Promise<number> {
  const ended = await sql`
    update shipment_link set ended_at = ${which.at}
    where token_hash in (
      select token_hash from shipment_link
      where shipment_id = ${which.shipmentId} and ended_at is null
      order by made_at desc, token_hash offset ${which.keep})`.execute(tx);
  return Number(ended.numAffectedRows ?? 0);
}
