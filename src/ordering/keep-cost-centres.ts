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
import { rememberCompanyRule } from './remember-company-rule.ts';

/** A company's administrator opens a cost centre. The same id again does no harm; a code is open once. */
export async function openCostCentre(
  tx: Tx,
  actor: Buyer,
  opening: { id: string; code: string; name: string; at: Date },
): Promise<void> {
  demandKeeper(actor);
  const { companyId, personId: madeBy } = actor;
  const isNew = await insertCostCentre(tx, { ...opening, companyId, madeBy }).catch(
    refuseOn({ one_cost_centre_of_a_code: { code: 'cost-centre-there' } }),
  );
  if (!isNew) return;
  const { id: subjectId, code, name, at } = opening;
  const event = { type: 'cost-centre.opened', code, name } as const;
  await rememberCompanyRule(tx, actor, event, { subjectId, at });
}

/** Closes a cost centre: nothing more is ordered for it, what was stays booked. Repeated, it changes nothing. */
export async function closeCostCentre(
  tx: Tx,
  actor: Buyer,
  closing: { id: string; at: Date },
): Promise<void> {
  demandKeeper(actor);
  const { id: subjectId, at } = closing;
  const closed = await setCostCentreClosed(tx, { ...closing, companyId: actor.companyId });
  if (!closed) throw new NotFound('cost centre', subjectId);
  const { code, name, isClosedNow } = closed;
  if (!isClosedNow) return;
  const event = { type: 'cost-centre.closed', code, name } as const;
  await rememberCompanyRule(tx, actor, event, { subjectId, at });
}

/**
 * Says how much may be ordered for a cost centre in a period, with VAT, and what
 * happens beyond it; null takes the budget away, zero stops all orders (R17).
 * Counts from the next order on; the same again changes nothing.
 */
export async function setBudget(
  tx: Tx,
  actor: Buyer,
  set: { costCentreId: string; budget: Omit<Budget, 'spentMinor'> | null; at: Date },
): Promise<void> {
  demandKeeper(actor);
  const { companyId, personId: setBy } = actor;
  const { costCentreId: subjectId, budget: is, at } = set;
  const changed = await upsertBudget(tx, { ...set, companyId, setBy });
  if (!changed) throw new NotFound('cost centre', subjectId);
  const { code, was } = changed;
  const isSame =
    was?.amountMinor === is?.amountMinor &&
    was?.period === is?.period &&
    was?.effect === is?.effect;
  if (isSame) return;
  const event = { type: 'cost-centre.budget-set', code, was, is } as const;
  await rememberCompanyRule(tx, actor, event, { subjectId, at });
}

/** Says whether every order of the company names a cost centre. The same again changes nothing. */
export async function requireCostCentre(
  tx: Tx,
  actor: Buyer,
  set: { isRequired: boolean; at: Date },
): Promise<void> {
  demandKeeper(actor);
  const { companyId, personId: setBy } = actor;
  const { isRequired, at } = set;
  if ((await upsertCostCentreTerms(tx, { ...set, companyId, setBy })) === isRequired) return;
  const event = { type: 'cost-centre.required', isRequired } as const;
  await rememberCompanyRule(tx, actor, event, { subjectId: companyId, at });
}

function demandKeeper(actor: Buyer): void {
  if (!may(actor, 'manage-approvals')) throw new Refusal({ code: 'not-permitted' });
}
