import type { Db, Tx } from '../platform/db/database.ts';
import type { Language, Theme } from '../platform/db/schema.ts';

/** The person behind an address and the stored password; `undefined` for nobody, the blocked and those without a password. */
export function findCredentials(
  db: Db,
  email: string,
): Promise<{ personId: string; passwordHash: string | null } | undefined> {
  return db
    .selectFrom('person')
    .where('email', '=', email)
    .where('disabledAt', 'is', null)
    .where('passwordHash', 'is not', null)
    .select(['id as personId', 'passwordHash'])
    .executeTakeFirst();
}

/** Stores a password's hash. */
export async function setPasswordHash(
  tx: Tx,
  given: { personId: string; passwordHash: string },
): Promise<void> {
  await tx
    .updateTable('person')
    .set({ passwordHash: given.passwordHash })
    .where('id', '=', given.personId)
    .execute();
}

/** Keeps in which language and colours a person likes to read. */
export async function setPreferences(
  tx: Tx,
  given: { personId: string; language: Language; theme: Theme },
): Promise<void> {
  const { personId, language, theme } = given;
  await tx.updateTable('person').set({ language, theme }).where('id', '=', personId).execute();
}

export type SecondFactor = {
  personId: string;
  email: string;
  isStaff: boolean;
  /** Null before one is begun. */
  key: string | null;
  confirmedAt: Date | null;
};

/** The second factor of whoever holds a session, half open or whole; `undefined` for a session that has ended. */
export async function findSecondFactor(
  db: Db,
  of: { tokenHash: Buffer; at: Date },
): Promise<SecondFactor | undefined> {
  const found = await db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.personId')
    .where('session.tokenHash', '=', of.tokenHash)
    .where('session.expiresAt', '>', of.at)
    .where('person.disabledAt', 'is', null)
    .select([
      'person.id as personId',
      'person.email',
      'person.staffRole',
      'person.totpSecret as key',
      'person.totpConfirmedAt as confirmedAt',
    ])
    .executeTakeFirst();
  if (!found) return undefined;
  const { staffRole, ...factor } = found;
  return { ...factor, isStaff: staffRole !== null };
}

/** Lays down a new key that is not in force yet; one that is in force stays. Says whether it was laid down. */
export async function setPendingKey(
  tx: Tx,
  given: { personId: string; key: string },
): Promise<boolean> {
  const set = await tx
    .updateTable('person')
    .set({ totpSecret: given.key, totpLastStep: 0 })
    .where('id', '=', given.personId)
    .where('totpConfirmedAt', 'is', null)
    .where('staffRole', 'is not', null)
    .executeTakeFirst();
  return set.numUpdatedRows === 1n;
}

/** Puts a key in force whose first code was right. Says whether it was still the key that waits. */
export async function confirmKey(
  tx: Tx,
  given: { personId: string; key: string; step: number; at: Date },
): Promise<boolean> {
  const { personId, key, step, at } = given;
  const confirmed = await tx
    .updateTable('person')
    .set({ totpConfirmedAt: at, totpLastStep: step })
    .where('id', '=', personId)
    .where('totpSecret', '=', key)
    .where('totpConfirmedAt', 'is', null)
    .where('totpLastStep', '<', step)
    .executeTakeFirst();
  return confirmed.numUpdatedRows === 1n;
}

/** Uses up a code's step, once: of two at the same time one is told no. Older steps than the last are used up too. */
export async function useStep(
  tx: Tx,
  given: { personId: string; key: string; step: number },
): Promise<boolean> {
  const used = await tx
    .updateTable('person')
    .set({ totpLastStep: given.step })
    .where('id', '=', given.personId)
    .where('totpSecret', '=', given.key)
    .where('totpConfirmedAt', 'is not', null)
    .where('totpLastStep', '<', given.step)
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}
