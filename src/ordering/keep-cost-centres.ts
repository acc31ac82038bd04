import { type Buyer, may } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { refuseOn } from '../platform/db/violations.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import type { Budget } from './budget.ts';
import {
  insertCostCentre,
  setCostCentreClosed,
  upsertBudget,
  upsertCostCentreTerms,
} from './cost-centre.queries.ts';

/** A company's administrator opens a cost centre. The same id again does no harm; a code is open once. */
export async function openCostCentre(
  tx: Tx,
  actor: Buyer,
  opening: { id: string; code: string; name: string; at: Date },
): Promise<void> {
  demandKeeper(actor);
  const { companyId, personId: madeBy } = actor;
  await insertCostCentre(tx, { ...opening, companyId, madeBy }).catch(
    refuseOn({ one_cost_centre_of_a_code: { code: 'cost-centre-there' } }),
  );
}

/** Closes a cost centre: nothing more is ordered for it, what was stays booked. Repeated, it changes nothing. */
export async function closeCostCentre(
  tx: Tx,
  actor: Buyer,
  closing: { id: string; at: Date },
): Promise<void> {
  demandKeeper(actor);
  const isThere = await setCostCentreClosed(tx, { ...closing, companyId: actor.companyId });
  if (!isThere) throw new NotFound('cost centre', closing.id);
}

/**
 * Says how much may be ordered for a cost centre in a period, with VAT, and what
 * happens beyond it; null takes the budget away, zero stops all orders (R17).
 * Counts from the next order on.
 */
export async function setBudget(
  tx: Tx,
  actor: Buyer,
  set: { costCentreId: string; budget: Omit<Budget, 'spentMinor'> | null; at: Date },
): Promise<void> {
  demandKeeper(actor);
  const { companyId, personId: setBy } = actor;
  const isThere = await upsertBudget(tx, { ...set, companyId, setBy });
  if (!isThere) throw new NotFound('cost centre', set.costCentreId);
}

/** Says whether every order of the company names a cost centre. */
export async function requireCostCentre(
  tx: Tx,
  actor: Buyer,
  set: { isRequired: boolean; at: Date },
): Promise<void> {
  demandKeeper(actor);
  const { companyId, personId: setBy } = actor;
  await upsertCostCentreTerms(tx, { ...set, companyId, setBy });
}

function demandKeeper(actor: Buyer): void {
  if (!may(actor, 'manage-approvals')) throw new Refusal({ code: 'not-permitted' });
}
