import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';

/** A tablet as it knows itself: its desk, and who works there now. */
export type Tablet = {
  id: string;
  name: string;
  branchCode: string;
  clerkId: string | null;
};

/** A tablet as the clerks of its branch see it. */
export type TabletRow = Tablet & {
  clerkName: string | null;
  /** To be typed on it, until then; null once it is bound or the time has passed. */
  pairingCode: string | null;
  pairingUntil: Date | null;
  pairedAt: Date | null;
  seenAt: Date | null;
  /** Questions of the last 30 days, and answers to them: a tablet in a drawer shows by that. */
  shown: number;
  answered: number;
};

const DAY_MS = 86_400_000;
const FIGURES_DAYS = 30;

/** The tablets of a branch, or of all where none is named, that are not unbound; by name. */
export async function listTablets(
  db: Db,
  of: { branchCode: string | null; at: Date },
): Promise<TabletRow[]> {
  const { branchCode, at } = of;
  const since = new Date(at.getTime() - FIGURES_DAYS * DAY_MS);
  const found = await sql<TabletRow>`
    select tablet.id, tablet.name, tablet.branch_code, tablet.clerk_id, clerk.name as clerk_name,
           case when tablet.pairing_until > ${at} then tablet.pairing_code end as pairing_code,
           tablet.pairing_until, tablet.paired_at, tablet.seen_at,
           coalesce(showing.shown, 0)::int as shown, coalesce(showing.answered, 0)::int as answered
    from tablet
    left join person as clerk on clerk.id = tablet.clerk_id
    left join lateral (
      select count(*) as shown, count(answered_at) as answered from tablet_showing
      where tablet_id = tablet.id and shown_at > ${since} and put_back_at is null
    ) as showing on true
    where tablet.ended_at is null and (${branchCode}::text is null or tablet.branch_code = ${branchCode})
    order by tablet.branch_code, tablet.name, tablet.id
    limit 100`.execute(db);
  return found.rows;
}

/** Locks the person who takes a desk, so that he never comes to be at two. */
export async function lockClerk(tx: Tx, personId: string): Promise<void> {
  await sql`select from person where id = ${personId} for no key update`.execute(tx);
}

/** Locks a tablet, with the one its clerk is at now, in the order of their ids; `undefined` where it is none of the branch. */
export async function lockTablets(
  tx: Tx,
  of: { tabletId: string; clerkId: string; branchCode: string | null },
): Promise<(Tablet & { endedAt: Date | null }) | undefined> {
  const { tabletId, clerkId, branchCode } = of;
  const locked = await sql<Tablet & { endedAt: Date | null }>`
    select id, name, branch_code, clerk_id, ended_at from tablet
    where id = ${tabletId} or clerk_id = ${clerkId}
    order by id for update`.execute(tx);
  return locked.rows.find(
    (tablet) => tablet.id === tabletId && (branchCode === null || tablet.branchCode === branchCode),
  );
}

/** Writes a tablet that waits for its code, nobody at it yet; `false` where the form was sent before. */
export async function insertTablet(
  tx: Tx,
  tablet: {
    id: string;
    name: string;
    branchCode: string;
    madeBy: string;
    pairingCode: string;
    pairingUntil: Date;
    at: Date;
  },
): Promise<boolean> {
  const { at, ...rest } = tablet;
  const written = await tx
    .insertInto('tablet')
    .values({ ...rest, madeAt: at })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return (written.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Says who is at a tablet; nobody is at two. The rows are locked. */
export async function setClerk(tx: Tx, of: { tabletId: string; clerkId: string }): Promise<void> {
  const { tabletId, clerkId } = of;
  await tx
    .updateTable('tablet')
    .set({ clerkId: null })
    .where('clerkId', '=', clerkId)
    .where('id', '<>', tabletId)
    .execute();
  await tx.updateTable('tablet').set({ clerkId }).where('id', '=', tabletId).execute();
}

/** Ends a tablet: its secret opens nothing any more. */
export async function endTablet(tx: Tx, of: { tabletId: string; at: Date }): Promise<void> {
  await tx
    .updateTable('tablet')
    .set({ endedAt: of.at, clerkId: null, pairingCode: null, pairingUntil: null })
    .where('id', '=', of.tabletId)
    .execute();
}

/** Binds the tablet whose code was typed to a secret, once; `false` for a code that is none, any more. */
export async function spendCode(
  tx: Tx,
  of: { code: string; tokenHash: Buffer; at: Date },
): Promise<boolean> {
  const { code, tokenHash, at } = of;
  const spent = await tx
    .updateTable('tablet')
    .set({ tokenHash, pairedAt: at, pairingCode: null, pairingUntil: null })
    .where('pairingCode', '=', code)
    .where('pairingUntil', '>', at)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  return spent.numUpdatedRows === 1n;
}

/** The tablet whose secret this is; none once it is unbound. */
export async function findTablet(db: Db, tokenHash: Buffer): Promise<Tablet | undefined> {
  return db
    .selectFrom('tablet')
    .where('tokenHash', '=', tokenHash)
    .where('endedAt', 'is', null)
    .select(['id', 'name', 'branchCode', 'clerkId'])
    .executeTakeFirst();
}
