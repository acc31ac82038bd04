import { createHash } from 'node:crypto';
import { lockAccount } from '../credit/credit.queries.ts';
import { tradingDay } from '../measures/calendar.ts';
import { type Buyer, may } from '../people/actor.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { readLedger } from './account-ledger.queries.ts';
import type { AccountPeriod } from './account-period.ts';
import type { ReconciliationAct } from './document.ts';
import { issueDocument } from './issue-document.ts';
import { readPaperParties } from './paper-parties.queries.ts';
import { ACT_LINES_MAX, reconciliationAct } from './reconciliation-act.ts';

/**
 * Issues the act of reconciliation of some days under a number of its own and freezes
 * it (L7, R40): what is booked or disputed afterwards stands in the next act and in no
 * copy of this one. Asked again while the account says the same it is the same act.
 * Throws `account-too-long` where the days have more lines than an act holds, and
 * `seller-unknown`. Locks the account. Returns its id.
 */
export async function issueReconciliation(
  tx: Tx,
  buyer: Buyer,
  wanted: { period: AccountPeriod; at: Date },
): Promise<string> {
  if (!may(buyer, 'see-money')) throw new Refusal({ code: 'not-permitted' });
  const { companyId, personId } = buyer;
  const { period, at } = wanted;
  await lockAccount(tx, companyId);
  const act = await readAct(tx, { companyId, period, at });
  return issueDocument(tx, {
    cause: causeOf(companyId, act.content),
    ...{ companyId, orderId: null, content: act.content, language: act.language },
    ...{ personId, channel: 'web', at },
  });
}

/** The act of some days as the account says it now, and the language that its company wants it in. Throws like its issuing. */
export async function readAct(
  db: Db,
  of: { companyId: string; period: AccountPeriod; at: Date },
): Promise<{ content: ReconciliationAct; language: 'en' | 'ru' | 'kk' }> {
  const { companyId, period, at } = of;
  const on = tradingDay(at);
  const ledger = await readLedger(db, { companyId, ...period, limit: ACT_LINES_MAX });
  if (ledger.count > ACT_LINES_MAX) {
    throw new Refusal({ code: 'account-too-long', rowsMax: ACT_LINES_MAX });
  }
  const parties = await readPaperParties(db, { companyId, orderId: null, on });
  const { seller, buyer, agreement, language } = parties;
  const content = reconciliationAct(period, ledger, {
    ...{ seller, buyer, agreement, issuedOn: on },
    issuedByName: seller.chiefAccountantName ?? seller.directorName,
  });
  return { content, language };
}

/** What an act says of the account, whoever asks and on whichever day: the same again is no other act. */
function causeOf(companyId: string, act: ReconciliationAct): string {
  const { fromDay, untilDay, openingMinor, entries, closingMinor } = act;
  const said = JSON.stringify([openingMinor, entries, closingMinor]);
  const digest = createHash('sha256').update(said).digest('hex').slice(0, 32);
  return `${companyId} ${fromDay} ${untilDay} ${digest}`;
}
