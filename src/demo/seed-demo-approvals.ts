import { addLines } from '../ordering/add-lines.ts';
import { askApproval } from '../ordering/ask-approval.ts';
import { addApprovalRule } from '../ordering/keep-approval-rules.ts';
import { openCostCentre, setBudget } from '../ordering/keep-cost-centres.ts';
import { openDeskCart } from '../ordering/open-cart.ts';
import { termsHash } from '../ordering/order.ts';
import { readCart } from '../ordering/read-cart.ts';
import type { Buyer } from '../people/actor.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/id.ts';
import { findColleague } from './demo-approvals.queries.ts';
import { findNegotiators, listGoodsToQuote } from './demo-quotes.queries.ts';
import { keepDemoCompany } from './keep-demo-company.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const BUDGETS_DAYS_AGO = 30;
const RULES_DAYS_AGO = 20;
const TONNE_G = 1_000_000;
/** What the demo's company lets its buyers order alone, with VAT. */
const ALONE_MINOR = 20_000_000_00;
/** From where on its administrator agrees too. */
const TOGETHER_MINOR = 60_000_000_00;
/** What may be ordered for a building site in a month. */
const MONTHLY_MINOR = 15_000_000_00;
const TONNES_ASKED = 60;

/**
 * The rules of the demo's company and an order that waits for its approver, made
 * by the very operations of the trade. Does nothing where the world lacks the
 * people or the goods.
 */
export async function seedDemoApprovals(db: Db, at: Date): Promise<void> {
  const people = await findNegotiators(db);
  if (!people) return;
  const { buyer, manager } = people;
  const { companyId } = buyer;
  const keeper = await findColleague(db, { companyId, role: 'company_admin' });
  if (!keeper) return;
  await keepBudgets(db, keeper, new Date(at.getTime() - BUDGETS_DAYS_AGO * DAY_MS));
  await keepRules(db, keeper, new Date(at.getTime() - RULES_DAYS_AGO * DAY_MS));
  await keepDemoCompany(db, keeper, at);
  const [goods] = await listGoodsToQuote(db, { companyId, atLeastG: 4 * TONNE_G, limit: 1 });
  if (!goods) return;
  const asked = new Date(at.getTime() - 3 * HOUR_MS);
  const cartId = await transact(db, async (tx) => {
    const { id } = await openDeskCart(tx, manager, { companyId, channel: 'phone', at: asked });
    const quantity = { amountMilli: TONNES_ASKED * 1000, unit: 't' } as const;
    const lines = [{ id: newId(), productId: goods.id, quantity }];
    await addLines(tx, manager, { cartId: id, channel: 'phone', lines, at: asked });
    return id;
  });
  const cart = await readCart(db, { cartId }, asked);
  if (!cart) return;
  const question = { cartId, shownTerms: termsHash(cart), payment: 'prepaid', at: asked } as const;
  const said = { key: newId(), note: 'Для корпуса 3, бетон в понедельник', placesItself: true };
  await transact(db, (tx) => askApproval(tx, buyer, { ...question, ...said }));
}

/** Two building sites of the demo's company, each with what may be ordered for it in a month. */
async function keepBudgets(db: Db, keeper: Buyer, at: Date): Promise<void> {
  const centres = [
    { code: '26-03', name: 'ЖК «Алтын», корпус 3', amountMinor: MONTHLY_MINOR },
    { code: '26-04', name: 'Склад в Капшагае', amountMinor: null },
  ];
  await transact(db, async (tx) => {
    for (const { amountMinor, ...centre } of centres) {
      const costCentreId = newId();
      await openCostCentre(tx, keeper, { id: costCentreId, ...centre, at });
      if (amountMinor === null) continue;
      const budget = { period: 'month', effect: 'block', amountMinor } as const;
      await setBudget(tx, keeper, { costCentreId, budget, at });
    }
  });
}

async function keepRules(db: Db, keeper: Buyer, at: Date): Promise<void> {
  const conditions = {
    ...{ form: null, siteId: null, aboveWeightG: null },
    ...{ aboveFreightMinor: null, aboveFreightBp: null },
    ...{ aboveProducts: null, neverBought: false },
    ...{ beyondLimit: false, beyondBudget: false },
  };
  const anyApprover = { quorum: 1, people: [] };
  const himself = { quorum: 1, people: [keeper.personId] };
  const rules = [
    { aboveMinor: ALONE_MINOR, steps: [anyApprover] },
    { aboveMinor: TOGETHER_MINOR, steps: [anyApprover, himself] },
  ];
  await transact(db, async (tx) => {
    for (const rule of rules) {
      await addApprovalRule(tx, keeper, { id: newId(), ...conditions, ...rule, at });
    }
  });
}
