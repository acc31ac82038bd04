import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { WeighingSource } from '../platform/db/schema.ts';

/** A weigh ticket to be written. Grams. */
export type NewTicket = {
  id: string;
  companyId: string;
  shipmentId: string;
  number: string;
  tareG: number;
  grossG: number;
  divisionG: number;
  source: WeighingSource;
  taredAt: Date;
  weighedAt: Date;
  weighedBy: string;
  confirmedBy: string | null;
  supersedesId: string | null;
  reason: string;
  /** What the scale itself said; null where people typed it. */
  tareReadingId?: string | null;
  grossReadingId?: string | null;
  /** The vehicle of which both readings are. */
  plateKey?: string | null;
};

/** A ticket as far as a repeat is known by it. Grams. */
export type TicketFacts = {
  id: string;
  shipmentId: string;
  number: string;
  tareG: number;
  grossG: number;
  grossReadingId: string | null;
};

/** Writes a ticket; false where its number is another's. */
export async function insertTicket(tx: Tx, ticket: NewTicket): Promise<boolean> {
  const inserted = await tx
    .insertInto('weighTicket')
    .values(ticket)
    .onConflict((conflict) => conflict.column('number').doNothing())
    .returning('id')
    .execute();
  return inserted.length > 0;
}

/** A ticket by its number, which is one everywhere. */
export function findTicketByNumber(db: Db, number: string): Promise<TicketFacts | undefined> {
  return db
    .selectFrom('weighTicket')
    .where('number', '=', number)
    .select(['id', 'shipmentId', 'number', 'tareG', 'grossG', 'grossReadingId'])
    .executeTakeFirst();
}

/** The ticket of a shipment that counts: the one that no other supersedes. */
export async function findStandingTicket(
  db: Db,
  shipmentId: string,
): Promise<TicketFacts | undefined> {
  const found = await sql<TicketFacts>`
    select id, shipment_id, number, tare_g, gross_g, gross_reading_id from weigh_ticket as ticket
    where shipment_id = ${shipmentId} and not exists (select from weigh_ticket where supersedes_id = ticket.id)`.execute(
    db,
  );
  return found.rows[0];
}

/** Writes what the scale gave each line of a shipment; what the buyer said of another weight counts no more. Grams. */
export async function writeWeights(
  tx: Tx,
  shipmentId: string,
  weights: readonly { shipmentLineId: string; weighedG: number }[],
): Promise<void> {
  await sql`
    delete from excess_decision where shipment_line_id in (select id from shipment_line where shipment_id = ${shipmentId})`.execute(
    tx,
  );
  await sql`
    update shipment_line as line set weighed_g = given.weighed_g
    from unnest(${weights.map((one) => one.shipmentLineId)}::uuid[], ${weights.map((one) => one.weighedG)}::bigint[])
      as given (id, weighed_g)
    where line.id = given.id and line.shipment_id = ${shipmentId}`.execute(tx);
}

/** Who of ours has an address, to confirm a weight that was typed by hand. */
export async function findStaffByEmail(db: Db, email: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('person')
    .where('email', '=', email.trim().toLowerCase())
    .where('staffRole', 'is not', null)
    .where('disabledAt', 'is', null)
    .select('id')
    .executeTakeFirst();
  return found?.id;
}

/** Keeps the buyer's word on the excess of a line; a second word is the same or takes the place of the first. Grams. */
export async function writeExcessDecision(
  tx: Tx,
  decision: {
    shipmentLineId: string;
    companyId: string;
    excessG: number;
    isAccepted: boolean;
    decidedBy: string;
    decidedAt: Date;
  },
): Promise<void> {
  const { excessG, isAccepted, decidedBy, decidedAt } = decision;
  await tx
    .insertInto('excessDecision')
    .values(decision)
    .onConflict((conflict) =>
      conflict.column('shipmentLineId').doUpdateSet({ excessG, isAccepted, decidedBy, decidedAt }),
    )
    .execute();
}
