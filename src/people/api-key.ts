import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import type { Buyer } from './actor.ts';
import { insertKey, setKeyEnded } from './api-key.queries.ts';
import { hashToken, isToken, newSessionToken } from './session-token.ts';

/** By this people and their tools that look for leaked secrets see whose key it is. */
const PREFIX = 'cw_';

/** The hash under which a key is stored; `undefined` for a text that can be no key, which costs no statement. */
export function hashOfKey(text: string): Buffer | undefined {
  const isKey = text.startsWith(PREFIX) && isToken(text.slice(PREFIX.length));
  return isKey ? hashToken(text) : undefined;
}

/**
 * A company's administrator makes a key for a program of his, and gets the one
 * text that opens; it is stored nowhere. The form that asks names the key's id:
 * sent twice it makes one key, and the text of the last answer opens, so that a
 * second click loses nothing. Once a program has used it, sending the form again
 * is refused (`key-reused`).
 */
export async function makeKey(
  tx: Tx,
  actor: Buyer,
  given: { id: string; name: string; at: Date },
): Promise<string> {
  const { id, name, at } = given;
  const key = PREFIX + newSessionToken();
  const { companyId, personId } = actor;
  const isMade = await insertKey(tx, {
    ...{ id, name, at, companyId, madeBy: personId },
    keyHash: hashToken(key),
  });
  if (!isMade) throw new Refusal({ code: 'key-reused' });
  return key;
}

/** Ends a key of the actor's own company at once, for good; harmless to repeat. Another company's is not found. */
export async function endKey(
  tx: Tx,
  actor: Buyer,
  given: { keyId: string; at: Date },
): Promise<void> {
  const { companyId, personId } = actor;
  const { keyId, at } = given;
  if (!(await setKeyEnded(tx, { keyId, companyId, endedBy: personId, at }))) {
    throw new NotFound('key', keyId);
  }
}
