import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { CostCentresPage } from '../../../views/storefront/cost-centres.tsx';
import { tradingDay } from '../../measures/calendar.ts';
import { budgetEffects, budgetPeriods } from '../../ordering/budget.ts';
import { listCostCentres } from '../../ordering/cost-centre.queries.ts';
import {
  closeCostCentre,
  openCostCentre,
  requireCostCentre,
  setBudget,
} from '../../ordering/keep-cost-centres.ts';
import { may } from '../../people/actor.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { NotFound, Refusal, type RefusalReason } from '../../platform/refusal.ts';
import type { BuyerEnv } from '../env.ts';
import { readForm, typedIn } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { MoneyField, TickField } from '../trade-fields.ts';

const Centre = z.object({
  key: z.uuid(),
  centreCode: z.string().trim().min(1).max(30),
  name: z.string().trim().max(100),
});
/** An empty amount takes the budget away; zero is a budget (R17). */
const BudgetFields = z.object({
  amount: z.union([z.literal('').transform(() => null), MoneyField]),
  period: z.enum(budgetPeriods, 'choose'),
  effect: z.enum(budgetEffects, 'choose'),
});
const Required = z.object({ isRequired: TickField });

const PATH = '/company/cost-centres';

/** What a company books its orders to: whoever sees prices looks, its administrator keeps it. */
export const costCentres = new Hono<BuyerEnv>()
  .use(buyer('see-prices'))

  .get('/', (c) => show(c))

  .post('/', buyer('manage-approvals'), async (c) => {
    const form = await readForm(c, Centre);
    if (!form.ok) return show(c, form);
    const { key: id, centreCode: code, name } = form.data;
    const { db, actor, at } = c.var;
    try {
      await transact(db, (tx) => openCostCentre(tx, actor, { id, code, name, at }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return show(c, { values: typedIn(c), refused: error.reason });
    }
    return c.redirect(PATH, 303);
  })

  .post('/terms', buyer('manage-approvals'), async (c) => {
    const form = await readForm(c, Required);
    if (!form.ok) return show(c, form);
    const { db, actor, at } = c.var;
    await transact(db, (tx) => requireCostCentre(tx, actor, { ...form.data, at }));
    return c.redirect(PATH, 303);
  })

  .post('/:costCentreId/budget', buyer('manage-approvals'), async (c) => {
    const costCentreId = pathId('cost centre', c.req.param('costCentreId'));
    const form = await readForm(c, BudgetFields);
    if (!form.ok) return show(c, { costCentreId, ...form });
    const { amount: amountMinor, ...rest } = form.data;
    const budget = amountMinor === null ? null : { amountMinor, ...rest };
    const { db, actor, at } = c.var;
    await transact(db, (tx) => setBudget(tx, actor, { costCentreId, budget, at }));
    return c.redirect(`${PATH}#centre-${costCentreId}`, 303);
  })

  .post('/:costCentreId/end', buyer('manage-approvals'), async (c) => {
    const id = pathId('cost centre', c.req.param('costCentreId'));
    const { db, actor, at } = c.var;
    await transact(db, (tx) => closeCostCentre(tx, actor, { id, at }));
    return c.redirect(PATH, 303);
  });

type Trouble = {
  /** Whose budget; undefined for a new cost centre. */
  costCentreId?: string;
  values: Record<string, string>;
  problems?: Record<string, string>;
  refused?: RefusalReason;
};

async function show(c: Context<BuyerEnv>, trouble?: Trouble): Promise<Response> {
  const { db, actor, at } = c.var;
  const listed = await listCostCentres(db, { companyId: actor.companyId, on: tradingDay(at) });
  const id = trouble?.costCentreId;
  if (id && !listed.centres.some((one) => one.id === id)) throw new NotFound('cost centre', id);
  const page = (
    <CostCentresPage
      {...listed}
      keeps={may(actor, 'manage-approvals')}
      formKey={newId()}
      wrongId={trouble?.costCentreId}
      values={trouble?.values ?? {}}
      problems={trouble?.problems ?? {}}
      refused={trouble?.refused}
    />
  );
  const { title } = wordsFor(c.var.language).costCentres;
  return answerPage(c, page, { title, status: trouble ? statusOf(trouble) : 200 });
}

const statusOf = ({ refused }: Trouble) => (refused ? 409 : 422);
