import { recordEvent } from '../events/record-event.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { foldAccount, isIban } from './iban.ts';
import { type OwnAccount, saveOwnAccount } from './own-account.queries.ts';

/**
 * Keeps an account of ours whose statements are taken in, or corrects what is
 * known of it. A stranger's account would bring strangers' money into the books:
 * only who administers may, the check digits have to agree, and it is remembered
 * who did it. The same again changes nothing.
 */
export async function keepOwnAccount(
  tx: Tx,
  admin: Staff,
  kept: { account: OwnAccount; at: Date },
): Promise<void> {
  if (!may(admin, 'administer')) throw new Refusal({ code: 'not-permitted' });
  const { at, account } = kept;
  const iban = foldAccount(account.iban);
  if (!isIban(iban)) throw new Refusal({ code: 'bank-account-wrong' });
  const { personId } = admin;
  await saveOwnAccount(tx, { ...account, iban, personId, at });
  await recordEvent(
    tx,
    { type: 'own-account.kept', iban },
    { companyId: null, personId, channel: null, subjectId: null, at },
  );
}
