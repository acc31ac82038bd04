import type { Tx } from '../platform/db/database.ts';
import type { SpendingPeriod } from '../platform/db/schema.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import type { Buyer } from './actor.ts';
import { lockCompanyAdmins } from './membership.queries.ts';
import {
  deleteSpendingLimit,
  findSpendingLimit,
  type SpendingLimit,
  upsertSpendingLimit,
} from './spending-limit.queries.ts';

/**
 * A company's administrator says how much a colleague, or he himself, may order
 * in a period, with VAT, minor units; null takes the limit away, zero stops all
 * orders (R17). Counts from the next order on; the same again changes nothing.
 * A stranger to the company is not found. Locks the administrators. Returns what
 * it was, null for none; `undefined` where that is the same.
 */
export async function setSpendingLimit(
  tx: Tx,
  actor: Buyer,
  given: { personId: string; limitMinor: number | null; period: SpendingPeriod; at: Date },
): Promise<{ was: SpendingLimit | null } | undefined> {
  const { personId, limitMinor, period, at } = given;
  const { companyId, personId: setBy } = actor;
  const admins = await lockCompanyAdmins(tx, companyId);
  if (!admins.includes(setBy)) throw new Refusal({ code: 'not-permitted' });
  const was = await findSpendingLimit(tx, { personId, companyId });
  const isMember =
    limitMinor === null
      ? await deleteSpendingLimit(tx, { personId, companyId })
      : await upsertSpendingLimit(tx, { personId, companyId, period, limitMinor, setBy, at });
  if (!isMember) throw new NotFound('colleague', personId);
  if (!was && limitMinor === null) return undefined;
  if (was?.limitMinor === limitMinor && was.period === period) return undefined;
  return { was: was ?? null };
}
