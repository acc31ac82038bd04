import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { findCreditStanding, raiseExposure } from './credit.queries.ts';

/**
 * Takes an order on account out of a company's credit, or refuses with the
 * numbers. Unlimited, none and an amount are three different things; a limit of
 * zero covers nothing (R13). Locks the company's account.
 */
export async function takeCredit(
  tx: Tx,
  order: { companyId: string; orderMinor: number },
): Promise<void> {
  if (await raiseExposure(tx, order)) return;
  const standing = await findCreditStanding(tx, order.companyId);
  if (!standing || standing.creditKind === 'none') throw new Refusal({ code: 'credit-none' });
  throw new Refusal({
    code: 'credit-limit-exceeded',
    limitMinor: standing.limitMinor ?? 0,
    exposureMinor: standing.exposureMinor,
    orderMinor: order.orderMinor,
  });
}
