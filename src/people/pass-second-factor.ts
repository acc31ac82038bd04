import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { Refusal } from '../platform/refusal.ts';
import { beginAttempt, knowPlace, settleAttempt } from './attempts.ts';
import {
  confirmKey,
  findSecondFactor,
  type SecondFactor,
  setPendingKey,
  useStep,
} from './person.queries.ts';
import { newSecondFactorKey, stepOfCode } from './second-factor.ts';
import { deleteSession, deleteSessionsOf } from './session.queries.ts';
import { type NoteSignIn, openSession, type SignedIn } from './sign-in.ts';

type Code = {
  /** The session that the code is given in; it ends, and a new one begins. */
  tokenHash: Buffer;
  /** Six digits. */
  code: string;
  address: string;
  at: Date;
};

/**
 * The second step of a sign-in: the code of the authenticator app opens the
 * session that the password left half open, under a new token. A code is good
 * once, whoever sends it and however often at the same time. Wrong or used:
 * `second-factor-wrong`; too often: `too-many-attempts`.
 */
export async function passSecondFactor(db: Db, given: Code, note: NoteSignIn): Promise<SignedIn> {
  const { factor, key, step } = await checkCode(db, given, (found) => found.confirmedAt !== null);
  const { tokenHash, address, at } = given;
  const { personId, email } = factor;
  const opened = await transact(db, async (tx) => {
    if (!(await useStep(tx, { personId, key, step }))) throw wrong();
    await deleteSession(tx, tokenHash);
    const session = await openSession(tx, { personId, secondFactorAt: at, at });
    if (!session) throw wrong();
    await note(tx, session);
    return session;
  });
  await settleAttempt(db, { secret: 'code', email, address });
  await knowPlace(db, { email, address });
  return opened;
}

/**
 * Lays down a new key for one of ours who has no second factor in force. It
 * counts for nothing until its first code is confirmed; asking again gives
 * another key. The key is stored as it is: who reads the database could make
 * codes, though not passwords. Throws `not-permitted` where one is in force.
 */
export async function beginSecondFactor(tx: Tx, personId: string): Promise<void> {
  const isLaid = await setPendingKey(tx, { personId, key: newSecondFactorKey() });
  if (!isLaid) throw new Refusal({ code: 'not-permitted' });
}

/**
 * The first right code puts the key in force: from now on it is asked for at
 * every sign-in. This browser goes on under a new token, all other sessions of
 * the person end.
 */
export async function confirmSecondFactor(
  db: Db,
  given: Code,
  note: NoteSignIn,
): Promise<SignedIn> {
  const { factor, key, step } = await checkCode(db, given, (found) => found.confirmedAt === null);
  const { address, at } = given;
  const { personId, email } = factor;
  const opened = await transact(db, async (tx) => {
    if (!(await confirmKey(tx, { personId, key, step, at }))) throw wrong();
    await deleteSessionsOf(tx, { personId });
    const session = await openSession(tx, { personId, secondFactorAt: at, at });
    if (!session) throw wrong();
    await note(tx, session);
    return session;
  });
  await settleAttempt(db, { secret: 'code', email, address });
  return opened;
}

/** Counts the attempt, then looks at the code. */
async function checkCode(db: Db, given: Code, isRightState: (factor: SecondFactor) => boolean) {
  const { tokenHash, code, address, at } = given;
  const factor = await findSecondFactor(db, { tokenHash, at });
  if (!factor?.key || !factor.isStaff || !isRightState(factor)) throw wrong();
  await beginAttempt(db, { secret: 'code', email: factor.email, address });
  const step = stepOfCode({ key: factor.key, code, at });
  if (step === undefined) throw wrong();
  return { factor, key: factor.key, step };
}

const wrong = () => new Refusal({ code: 'second-factor-wrong' });
