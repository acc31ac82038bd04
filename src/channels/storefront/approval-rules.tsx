import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { ApprovalRulesPage } from '../../../views/storefront/approval-rules.tsx';
import { forms } from '../../catalogue/form.ts';
import { tradingDay } from '../../measures/calendar.ts';
import { readApprovalRules } from '../../ordering/approval-rule.queries.ts';
import { type ApprovalStep, STEPS_MAX } from '../../ordering/approval.ts';
import {
  addApprovalRule,
  dropApprovalRule,
  dropDeputy,
  limitApprover,
  nameDeputy,
  setApprovalTerms,
} from '../../ordering/keep-approval-rules.ts';
import { may } from '../../people/actor.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { NotFound, Refusal, type RefusalReason } from '../../platform/refusal.ts';
import type { BuyerEnv } from '../env.ts';
import { many, readForm, typedIn } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import {
  DayField,
  decimalField,
  MoneyField,
  percentField,
  TickField,
  wholeField,
} from '../trade-fields.ts';

const QUORUM_MAX = 9;
const TONNES_MAX = 100_000;
const GRAMS_PER_KG = 1000;
const DAYS_MAX = 60;
const TOLERANCE_MAX = 20;

/** More than ten times its goods costs no delivery that anybody orders. */
const FREIGHT_SHARE_MAX = 1000;
const PRODUCTS_MAX = 10_000;

const empty = z.literal('').transform(() => null);
const quorum = wholeField({ min: 0, max: QUORUM_MAX });
const people = many(z.uuid());

const Rule = z.object({
  key: z.uuid(),
  // Not named `form`: that would hide the form itself from scripts.
  goods: z.union([empty, z.enum(forms, 'choose')]),
  siteId: z.union([empty, z.uuid()]),
  above: z.union([empty, MoneyField]),
  aboveWeight: z.union([empty, decimalField({ decimals: 3, min: 0, max: TONNES_MAX })]),
  aboveFreight: z.union([empty, MoneyField]).default(null),
  aboveFreightShare: z
    .union([empty, percentField({ min: 0, max: FREIGHT_SHARE_MAX })])
    .default(null),
  aboveProducts: z.union([empty, wholeField({ min: 1, max: PRODUCTS_MAX })]).default(null),
  neverBought: TickField,
  beyondLimit: TickField,
  beyondBudget: TickField,
  quorum1: quorum,
  quorum2: quorum,
  quorum3: quorum,
  people1: people,
  people2: people,
  people3: people,
});
const Terms = z.object({
  ownAllowed: TickField,
  lastsDays: wholeField({ min: 1, max: DAYS_MAX }),
  tolerance: percentField({ min: 0, max: TOLERANCE_MAX }),
});
const Limit = z.object({ personId: z.uuid(), limit: z.union([empty, MoneyField]) });
const Deputy = z.object({
  key: z.uuid(),
  personId: z.uuid(),
  deputyId: z.uuid(),
  fromDay: DayField,
  untilDay: DayField,
});

const PATH = '/company/approval-rules';

/** Who must agree before a company buys: its administrator keeps it, its approvers read it and name their deputies. */
export const approvalRules = new Hono<BuyerEnv>()
  .use(buyer('approve-orders'))

  .get('/', (c) => show(c))

  .post('/', buyer('manage-approvals'), async (c) => {
    const form = await readForm(c, Rule);
    if (!form.ok) return show(c, { of: 'rule', ...form });
    const { key: id, goods, siteId, above, aboveWeight } = form.data;
    const { db, actor, at } = c.var;
    const rule = {
      ...{ id, form: goods, siteId, aboveMinor: above, steps: stepsOf(form.data), at },
      aboveFreightMinor: form.data.aboveFreight,
      aboveFreightBp: form.data.aboveFreightShare,
      aboveProducts: form.data.aboveProducts,
      neverBought: form.data.neverBought,
      beyondLimit: form.data.beyondLimit,
      beyondBudget: form.data.beyondBudget,
      aboveWeightG: aboveWeight === null ? null : aboveWeight * GRAMS_PER_KG,
    };
    return tryAndShow(c, 'rule', () => transact(db, (tx) => addApprovalRule(tx, actor, rule)));
  })

  .post('/:ruleId/end', buyer('manage-approvals'), async (c) => {
    const ruleId = pathId('approval rule', c.req.param('ruleId'));
    const { db, actor, at } = c.var;
    await transact(db, (tx) => dropApprovalRule(tx, actor, { ruleId, at }));
    return c.redirect(PATH, 303);
  })

  .post('/terms', buyer('manage-approvals'), async (c) => {
    const form = await readForm(c, Terms);
    if (!form.ok) return show(c, { of: 'terms', ...form });
    const { tolerance: toleranceBp, ...terms } = form.data;
    const { db, actor, at } = c.var;
    await transact(db, (tx) => setApprovalTerms(tx, actor, { ...terms, toleranceBp, at }));
    return c.redirect(`${PATH}#terms`, 303);
  })

  .post('/limits', buyer('manage-approvals'), async (c) => {
    const form = await readForm(c, Limit);
    if (!form.ok) {
      if (form.problems['personId']) throw new NotFound('colleague', form.values['personId'] ?? '');
      return show(c, { of: 'limit', ...form });
    }
    const { personId, limit: limitMinor } = form.data;
    const { db, actor, at } = c.var;
    const set = { personId, limitMinor, at };
    return tryAndShow(c, 'limit', () => transact(db, (tx) => limitApprover(tx, actor, set)));
  })

  .post('/deputies', async (c) => {
    const form = await readForm(c, Deputy);
    if (!form.ok) return show(c, { of: 'deputy', ...form });
    const { key: id, ...named } = form.data;
    const { db, actor, at } = c.var;
    return tryAndShow(c, 'deputy', () =>
      transact(db, (tx) => nameDeputy(tx, actor, { ...named, id, at })),
    );
  })

  .post('/deputies/:deputyId/end', async (c) => {
    const id = pathId('deputy', c.req.param('deputyId'));
    const { db, actor, at } = c.var;
    await transact(db, (tx) => dropDeputy(tx, actor, { id, at }));
    return c.redirect(`${PATH}#deputies`, 303);
  });

/** The steps that are there, in their order; a step without a quorum is none. */
function stepsOf(rule: z.infer<typeof Rule>): ApprovalStep[] {
  const steps = [
    { quorum: rule.quorum1, people: rule.people1 },
    { quorum: rule.quorum2, people: rule.people2 },
    { quorum: rule.quorum3, people: rule.people3 },
  ];
  return steps.slice(0, STEPS_MAX).filter((step) => step.quorum > 0);
}

type Part = 'rule' | 'terms' | 'limit' | 'deputy';

type Trouble = {
  of: Part;
  values: Record<string, string>;
  problems?: Record<string, string>;
  refused?: RefusalReason;
};

async function tryAndShow(
  c: Context<BuyerEnv>,
  of: Part,
  deed: () => Promise<void>,
): Promise<Response> {
  try {
    await deed();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return show(c, { of, values: typedIn(c), refused: error.reason });
  }
  return c.redirect(PATH, 303);
}

async function show(c: Context<BuyerEnv>, trouble?: Trouble): Promise<Response> {
  const { db, actor, at, fields } = c.var;
  const rules = await readApprovalRules(db, { companyId: actor.companyId, on: tradingDay(at) });
  const page = (
    <ApprovalRulesPage
      {...rules}
      keeps={may(actor, 'manage-approvals')}
      readerId={actor.personId}
      today={tradingDay(at)}
      formKey={newId()}
      of={trouble?.of}
      values={trouble?.values ?? {}}
      problems={trouble?.problems ?? {}}
      refused={trouble?.refused}
      ticked={[1, 2, 3].map((step) => fields?.get(`people${step}`) ?? [])}
    />
  );
  const { title } = wordsFor(c.var.language).approvals.rules;
  return answerPage(c, page, { title, status: trouble ? statusOf(trouble) : 200 });
}

const statusOf = ({ refused }: Trouble) => (refused ? 409 : 422);
