import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import type { Language } from '../platform/db/schema.ts';
import { Refusal } from '../platform/refusal.ts';
import { insertResetLink, takeLink, voidLinks } from './access-link.queries.ts';
import { beginReset, countResetLetter } from './attempts.ts';
import { setPasswordHash } from './person.queries.ts';
import { deleteSessionsOf } from './session.queries.ts';
import { hashToken, newSessionToken } from './session-token.ts';

const RESET_LASTS_MS = 3_600_000;

/** What the letter with the link is made of. */
export type ResetLetter = {
  email: string;
  name: string;
  language: Language;
  token: string;
  /** Names the letter in the outbox. */
  linkId: string;
};

/** Lays the letter into the outbox, in the same transaction. */
export type PostResetLetter = (tx: Tx, letter: ResetLetter) => Promise<unknown>;

/** There is nobody to write to: takes back what was written for nobody. */
class NobodyThere extends Error {
  override readonly name = 'NobodyThere';
}

/**
 * Sends a link for a new password, if somebody signs in with the address; it
 * never tells whether somebody does. For an address that nobody has the same
 * statements run and are taken back, so that their number tells nothing either.
 * Beyond three letters an hour to one address nothing more is sent, for the
 * earlier links still work: a stranger can neither flood the owner nor shut him
 * out. Throws `too-many-attempts` for a neighbourhood that asks too often.
 */
export async function requestPasswordReset(
  db: Db,
  wish: { email: string; address: string; at: Date },
  post: PostResetLetter,
): Promise<void> {
  const { email, address, at } = wish;
  await beginReset(db, address);
  if (!(await mayWriteTo(db, email))) return;
  const token = newSessionToken();
  const tokenHash = hashToken(token);
  const expiresAt = new Date(at.getTime() + RESET_LASTS_MS);
  await transact(db, async (tx) => {
    const reader = await insertResetLink(tx, { tokenHash, email, at, expiresAt });
    const { name, language } = reader ?? { name: email, language: 'ru' };
    await post(tx, { email, name, language, token, linkId: tokenHash.toString('hex') });
    if (!reader) throw new NobodyThere();
  }).catch((error: unknown) => {
    if (!(error instanceof NobodyThere)) throw error;
  });
}

async function mayWriteTo(db: Db, email: string): Promise<boolean> {
  try {
    await countResetLetter(db, email);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/**
 * Sets the password that was chosen behind a reset link, uses the link up,
 * voids the person's other ones and ends all his sessions. A second factor
 * stays in force. Throws `token-invalid` for a link that opens nothing (any more).
 */
export async function resetPassword(
  tx: Tx,
  given: { token: string; passwordHash: string; at: Date },
): Promise<{ personId: string; email: string }> {
  const { token, passwordHash, at } = given;
  const purpose = 'password-reset';
  const link = await takeLink(tx, { tokenHash: hashToken(token), purpose, at });
  if (!link) throw new Refusal({ code: 'token-invalid' });
  const { personId, email } = link;
  await setPasswordHash(tx, { personId, passwordHash });
  await voidLinks(tx, { personId, purpose, companyId: null, at });
  await deleteSessionsOf(tx, { personId });
  return { personId, email };
}
