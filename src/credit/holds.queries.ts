import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { HoldKind, HoldScope } from '../platform/db/schema.ts';
import type { HoldEvidence } from './overdue.ts';

export type NewHold = {
  id: string;
  companyId: string;
  kind: HoldKind;
  scope: HoldScope;
  /** Ours to read; a buyer is told the kind. Empty where the house placed it. */
  reason: string;
};

/** A hold that is open, as the office reads it. */
export type OpenHold = NewHold & {
  companyName: string;
  /** Null where the house placed it; then the evidence says why. */
  placedByName: string | null;
  placedAt: Date;
  evidence: HoldEvidence | null;
};

/** Open holds of one company or of all, the newest first. One statement. */
export async function listOpenHolds(
  db: Db,
  sought: { companyId?: string; rowsMax: number },
): Promise<OpenHold[]> {
  const { companyId = null, rowsMax } = sought;
  const found = await sql<OpenHold>`
    select hold.id, hold.company_id, company.name as company_name, kind, scope, reason,
           placer.name as placed_by_name, placed_at, evidence
    from credit_hold as hold
    join company on company.id = hold.company_id
    left join person as placer on placer.id = hold.placed_by
    where ended_at is null and (${companyId}::uuid is null or hold.company_id = ${companyId}::uuid)
    order by placed_at desc, hold.id
    limit ${rowsMax}`.execute(db);
  return found.rows;
}

/** The gravest open hold of a scope that a company has; `undefined` where nothing is held. */
export function findOpenHold(
  db: Db,
  of: { companyId: string; scope: HoldScope },
): Promise<{ kind: HoldKind; reason: string } | undefined> {
  return db
    .selectFrom('creditHold')
    .where('companyId', '=', of.companyId)
    .where('scope', '=', of.scope)
    .where('endedAt', 'is', null)
    .orderBy('kind')
    .limit(1)
    .select(['kind', 'reason'])
    .executeTakeFirst();
}

/** A hold by its id, open or ended. */
export function findHold(
  db: Db,
  holdId: string,
): Promise<{ companyId: string; kind: HoldKind; endedAt: Date | null } | undefined> {
  return db
    .selectFrom('creditHold')
    .where('id', '=', holdId)
    .select(['companyId', 'kind', 'endedAt'])
    .executeTakeFirst();
}

/** Writes a hold; returns whether it did: one of a kind is open at a time. */
export async function insertHold(
  tx: Tx,
  hold: NewHold & { by: string | null; at: Date; evidence?: HoldEvidence },
): Promise<boolean> {
  const { by, at, evidence, ...row } = hold;
  const inserted = await tx
    .insertInto('creditHold')
    .values({
      ...{ ...row, placedBy: by, placedAt: at },
      evidence: evidence ? JSON.stringify(evidence) : null,
    })
    .onConflict((conflict) =>
      conflict.columns(['companyId', 'kind']).where('endedAt', 'is', null).doNothing(),
    )
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Ends a hold that is open; by nobody where the house does. */
export async function endHoldNow(
  tx: Tx,
  of: { holdId: string; by: string | null; at: Date },
): Promise<void> {
  await tx
    .updateTable('creditHold')
    .set({ endedBy: of.by, endedAt: of.at })
    .where('id', '=', of.holdId)
    .where('endedAt', 'is', null)
    .execute();
}

/** The company that an event happened to. */
export async function findCompanyOfEvent(db: Db, eventId: number): Promise<string | undefined> {
  const found = await db
    .selectFrom('event')
    .where('id', '=', eventId)
    .select('companyId')
    .executeTakeFirst();
  return found?.companyId ?? undefined;
}
