import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { bookCommitment, findCreditStanding, type OrderOnAccount } from './credit.queries.ts';
import { findOpenHold } from './holds.queries.ts';

/**
 * Takes an order on account out of a company's credit, or refuses with the
 * numbers. Unlimited, none and an amount are three different things; a limit of
 * zero covers nothing (R13). What was granted for a time counts on its days; a
 * hold on orders refuses whatever is left. So does freight that is agreed later, by the same rules. The company's account is locked before, by
 * whoever places, so that a hold or a limit that ended meanwhile is seen.
 */
export async function takeCredit(tx: Tx, order: OrderOnAccount): Promise<void> {
  const { companyId, orderMinor, on } = order;
  if (await bookCommitment(tx, order)) return;
  const hold = await findOpenHold(tx, { companyId, scope: 'block-orders' });
  if (hold) throw new Refusal({ code: 'credit-held', kind: hold.kind });
  const standing = await findCreditStanding(tx, { companyId, on });
  if (!standing || standing.creditKind === 'none') throw new Refusal({ code: 'credit-none' });
  throw new Refusal({
    code: 'credit-limit-exceeded',
    limitMinor: standing.limitMinor ?? 0,
    exposureMinor: standing.exposureMinor,
    orderMinor,
  });
}
