import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { LimitRequestState } from '../platform/db/schema.ts';
import type { CreditStanding } from './credit.ts';

/** A wish for more credit for a time, as far as deciding on it needs it. */
export type LimitRequest = {
  id: string;
  companyId: string;
  /** Above what the agreement gives; minor units. */
  extraMinor: number;
  /** The last day, `YYYY-MM-DD`. */
  untilDay: string;
  state: LimitRequestState;
};

/** A wish that waits, with the standing of who wishes. */
export type WaitingRequest = LimitRequest &
  CreditStanding & {
    companyName: string;
    note: string;
    requestedByName: string;
    requestedAt: Date;
  };

/** What was granted for a time and is not over. */
export type GrantedLimit = {
  id: string;
  companyId: string;
  companyName: string;
  extraMinor: number;
  from: string;
  /** The last day. */
  untilDay: string;
  grantedByName: string;
  grantedAt: Date;
};

/** Writes a wish; returns whether it did: one of a company waits at a time. */
export async function insertLimitRequest(
  tx: Tx,
  request: Omit<LimitRequest, 'state'> & { note: string; by: string; at: Date },
): Promise<boolean> {
  const { by, at, ...row } = request;
  const inserted = await tx
    .insertInto('limitRequest')
    .values({ ...row, requestedBy: by, requestedAt: at })
    // The state stands in the text: a plan made once for all values finds no index for a part of the table otherwise.
    .onConflict((conflict) =>
      conflict.columns(['companyId']).where('state', '=', sql.lit('waiting')).doNothing(),
    )
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** A wish by its id, whatever became of it. */
export function findLimitRequest(db: Db, requestId: string): Promise<LimitRequest | undefined> {
  return db
    .selectFrom('limitRequest')
    .where('id', '=', requestId)
    .select(['id', 'companyId', 'extraMinor', 'untilDay', 'state'])
    .executeTakeFirst();
}

/** Notes what became of a wish. */
export async function decideRequest(
  tx: Tx,
  decision: { id: string; state: 'granted' | 'refused'; note: string; by: string; at: Date },
): Promise<void> {
  const { id, state, note, by, at } = decision;
  await tx
    .updateTable('limitRequest')
    .set({ state, decisionNote: note, decidedBy: by, decidedAt: at })
    .where('id', '=', id)
    .execute();
}

/** Whether a company has credit for a time on some day from one to another. */
export async function hasTemporaryLimit(
  db: Db,
  of: { companyId: string; from: string; untilDay: string },
): Promise<boolean> {
  const { companyId, from, untilDay } = of;
  const found = await sql`
    select from temporary_limit
    where company_id = ${companyId} and valid_during && daterange(${from}::date, ${untilDay}::date, '[]')`.execute(
    db,
  );
  return found.rows.length > 0;
}

/** Gives credit for a time, the last day included. */
export async function insertTemporaryLimit(
  tx: Tx,
  limit: {
    id: string;
    companyId: string;
    requestId: string;
    extraMinor: number;
    from: string;
    untilDay: string;
    by: string;
    at: Date;
  },
): Promise<void> {
  const { from, untilDay, by, at, ...row } = limit;
  await tx
    .insertInto('temporaryLimit')
    .values({
      ...row,
      validDuring: sql<string>`daterange(${from}::date, ${untilDay}::date, '[]')`,
      grantedBy: by,
      grantedAt: at,
    })
    .execute();
}

/** Whose a temporary limit is, and whether it was ended by hand. */
export function findTemporaryLimit(
  db: Db,
  limitId: string,
): Promise<{ companyId: string; endedAt: Date | null } | undefined> {
  return db
    .selectFrom('temporaryLimit')
    .where('id', '=', limitId)
    .select(['companyId', 'endedAt'])
    .executeTakeFirst();
}

/** Ends a temporary limit with the day before one. */
export async function endTemporaryLimit(
  tx: Tx,
  of: { limitId: string; on: string; by: string; at: Date },
): Promise<void> {
  await sql`
    update temporary_limit
    set valid_during = valid_during * daterange(null, ${of.on}::date), ended_by = ${of.by}, ended_at = ${of.at}
    where id = ${of.limitId}`.execute(tx);
}

/** Wishes that wait, the oldest first. One statement. */
export async function listWaitingRequests(
  db: Db,
  asked: { on: string; companyId?: string; rowsMax: number },
): Promise<WaitingRequest[]> {
  const { on, companyId = null, rowsMax } = asked;
  const found = await sql<WaitingRequest>`
    select request.id, request.company_id, company.name as company_name, extra_minor, until_day, state, note,
           person.name as requested_by_name, requested_at,
           account.credit_kind, credit_limit_on(account, ${on}::date) as limit_minor, exposure_of(account) as exposure_minor
    from limit_request as request
    join company on company.id = request.company_id
    join company_account as account on account.company_id = request.company_id
    join person on person.id = request.requested_by
    where state = 'waiting' and (${companyId}::uuid is null or request.company_id = ${companyId}::uuid)
    order by requested_at, request.id
    limit ${rowsMax}`.execute(db);
  return found.rows;
}

/** What was granted for a time and is not over on a day, what ends first at the head. One statement. */
export async function listGrantedLimits(
  db: Db,
  asked: { on: string; companyId?: string; rowsMax: number },
): Promise<GrantedLimit[]> {
  const { on, companyId = null, rowsMax } = asked;
  const found = await sql<GrantedLimit>`
    select granted.id, granted.company_id, company.name as company_name, extra_minor, lower(valid_during) as "from",
           upper(valid_during) - 1 as until_day, person.name as granted_by_name, granted_at
    from temporary_limit as granted
    join company on company.id = granted.company_id
    join person on person.id = granted.granted_by
    where valid_during && daterange(${on}::date, null)
      and (${companyId}::uuid is null or granted.company_id = ${companyId}::uuid)
    order by upper(valid_during), granted.id
    limit ${rowsMax}`.execute(db);
  return found.rows;
}
