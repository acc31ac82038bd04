import { may, type Staff } from '../people/actor.ts';
import { hashToken, isToken } from '../people/session-token.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { Language, LetterRhythm } from '../platform/db/schema.ts';
import { Refusal } from '../platform/refusal.ts';
import { deleteLetterWish, findLetterByLink, putLetterWish } from './dashboard-letter.queries.ts';

/** Somebody of ours wants the figures by mail, for himself; another rhythm begins with its next period. Refused to who may not see them. */
export async function wantLetters(
  tx: Tx,
  by: Staff,
  wish: { rhythm: LetterRhythm; language: Language; at: Date },
): Promise<void> {
  if (!may(by, 'see-loyalty')) throw new Refusal({ code: 'not-permitted' });
  const { rhythm, language, at: since } = wish;
  await putLetterWish(tx, { personId: by.personId, rhythm, language, since });
}

/** Whose letters a link ends; throws `token-invalid` for one that leads nowhere. */
export async function readLetterLink(db: Db, token: string) {
  const found = isToken(token) ? await findLetterByLink(db, hashToken(token)) : undefined;
  if (!found) throw new Refusal({ code: 'token-invalid' });
  return found;
}

/** Ends the letters of whom a link was sent to. Again, it changes nothing; throws `token-invalid` for one that leads nowhere. */
export async function endLettersByLink(tx: Tx, token: string): Promise<void> {
  const { personId } = await readLetterLink(tx, token);
  await deleteLetterWish(tx, personId);
}
