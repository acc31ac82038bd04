import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { Refusal } from '../platform/refusal.ts';
import { beginAttempt, knowPlace, settleAttempt } from './attempts.ts';
import { checkPassword } from './password.ts';
import { findCredentials } from './person.queries.ts';
import { deleteExpired, deleteSession, insertSession } from './session.queries.ts';
import { hashToken, newSessionToken } from './session-token.ts';

export type SignIn = {
  /** In small letters, as it was typed otherwise. */
  email: string;
  password: string;
  /** Where the request comes from. */
  address: string;
  /** The session this browser had; it ends. */
  previous: Buffer | undefined;
  at: Date;
};

export type SignedIn = {
  personId: string;
  /** The company to buy for; null for staff. */
  companyId: string | null;
  token: string;
  expiresAt: Date;
  /** The code of the second factor is still to come; until then the session opens nothing else. */
  isHalfOpen: boolean;
};

/** Writes down that somebody signed in, in the transaction that let him in. */
export type NoteSignIn = (tx: Tx, signedIn: SignedIn) => Promise<unknown>;

/**
 * Opens a session for a mail address and its password. A wrong password, an
 * unknown address, a blocked person and one who belongs nowhere any more are
 * the same `sign-in-failed`, at the same cost; the password is checked outside
 * of any transaction. Attempts are counted first; beyond their limit
 * `too-many-attempts`. The token is always a new one.
 */
export async function signIn(db: Db, given: SignIn, note: NoteSignIn): Promise<SignedIn> {
  const { email, password, address, previous, at } = given;
  const attempt = { secret: 'password', email, address } as const;
  await beginAttempt(db, attempt);
  const person = await findCredentials(db, email);
  const isRight = await checkPassword(person?.passwordHash, password);
  if (!person || !isRight) throw new Refusal({ code: 'sign-in-failed' });

  const { personId, passwordHash } = person;
  const signedIn = await transact(db, async (tx) => {
    if (previous) await deleteSession(tx, previous);
    await deleteExpired(tx, at);
    const opened = await openSession(tx, { personId, secondFactorAt: null, passwordHash, at });
    if (!opened) throw new Refusal({ code: 'sign-in-failed' });
    if (!opened.isHalfOpen) await note(tx, opened);
    return opened;
  });
  await settleAttempt(db, attempt);
  if (!signedIn.isHalfOpen) await knowPlace(db, { email, address });
  return signedIn;
}

/**
 * Opens a session for somebody who has proved himself by other means, under a
 * new token: by a link, a code, or a session that changes its company.
 * `undefined` for a person who is blocked or is no member.
 */
export async function openSession(
  tx: Tx,
  given: {
    personId: string;
    companyId?: string;
    secondFactorAt: Date | null;
    passwordHash?: string | null;
    at: Date;
  },
): Promise<SignedIn | undefined> {
  const { personId, companyId, secondFactorAt, passwordHash, at } = given;
  const token = newSessionToken();
  const opened = await insertSession(tx, {
    tokenHash: hashToken(token),
    personId,
    companyId,
    passwordHash: passwordHash ?? undefined,
    secondFactorAt,
    at,
  });
  return opened && { personId, token, ...opened };
}
