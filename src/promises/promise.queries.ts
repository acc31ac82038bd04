import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { PromiseKind, PromiseState } from '../platform/db/schema.ts';

/** What was promised about something, and what became of it. */
export type Promised = {
  id: string;
  dueFrom: Date;
  dueUntil: Date;
  madeAt: Date;
  /** Why it replaced the one before; empty for a first one. */
  reason: string;
  state: PromiseState;
  settledAt: Date | null;
};

type About = { kind: PromiseKind; subjectId: string };

/** The newest promise about something, locked; `undefined` where nothing was promised. */
export async function lockLastPromise(tx: Tx, about: About): Promise<Promised | undefined> {
  const found = await sql<Promised>`
    select id, due_from, due_until, made_at, reason, state, settled_at from promise
    where kind = ${about.kind} and subject_id = ${about.subjectId}
    order by made_at desc, id desc limit 1 for update`.execute(tx);
  return found.rows[0];
}

type NewPromise = About & {
  id: string;
  companyId: string;
  madeBy: string | null;
  madeAt: Date;
  dueFrom: Date;
  dueUntil: Date;
  reason: string;
  replacesId: string | null;
};

/** Keeps new promises, each of which may replace another. */
export async function insertPromises(tx: Tx, made: readonly NewPromise[]): Promise<void> {
  if (made.length > 0)
    await tx
      .insertInto('promise')
      .values([...made])
      .execute();
}

/** What became of a promise. */
export type ClosedPromise = { id: string; state: Exclude<PromiseState, 'open'> };

/** Says what became of a promise. */
export const closePromise = (tx: Tx, { at, ...closed }: ClosedPromise & { at: Date }) =>
  closePromises(tx, [closed], at);

/** The same of several, each with what became of it. One statement. */
export async function closePromises(
  tx: Tx,
  closed: readonly ClosedPromise[],
  at: Date,
): Promise<void> {
  if (closed.length === 0) return;
  await sql`
    update promise set state = closed.state, settled_at = ${at}
    from jsonb_to_recordset(${JSON.stringify(closed)}::jsonb) as closed (id uuid, state promise_state)
    where promise.id = closed.id`.execute(tx);
}

/** What was promised about things is not wanted any more; what is settled already stays as it is. */
export async function withdrawPromises(
  tx: Tx,
  of: { kind: PromiseKind; subjectIds: readonly string[]; at: Date },
): Promise<void> {
  if (of.subjectIds.length === 0) return;
  await tx
    .updateTable('promise')
    .set({ state: 'withdrawn', settledAt: of.at })
    .where('kind', '=', of.kind)
    .where('subjectId', 'in', [...of.subjectIds])
    .where('state', '=', 'open')
    .execute();
}

/** All that was promised about something, the first first. */
export async function listPromises(db: Db, about: About): Promise<Promised[]> {
  const found = await sql<Promised>`
    select id, due_from, due_until, made_at, reason, state, settled_at from promise
    where kind = ${about.kind} and subject_id = ${about.subjectId}
    order by made_at, id`.execute(db);
  return found.rows;
}

/** Remembers that our people were asked of an open promise; says whether they were not before. */
export async function markAsked(tx: Tx, which: { id: string; at: Date }): Promise<boolean> {
  const marked = await tx
    .updateTable('promise')
    .set({ askedAt: which.at })
    .where('id', '=', which.id)
    .where('state', '=', 'open')
    .where('askedAt', 'is', null)
    .executeTakeFirst();
  return marked.numUpdatedRows === 1n;
}
