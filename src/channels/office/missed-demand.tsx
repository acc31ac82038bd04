import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import {
  MissedDemandPage,
  MissedDemandTable,
  MissedWishesPage,
} from '../../../views/office/missed-demand.tsx';
import { forms } from '../../catalogue/form.ts';
import { may } from '../../people/actor.ts';
import {
  type DemandFilter,
  listMissedDemand,
  listWishes,
} from '../../stock/missed-demand.queries.ts';
import { csvOf } from '../csv.ts';
import type { StaffEnv } from '../env.ts';
import { readQuery, wantsFragment } from '../exchange.ts';
import { staff } from '../guards.ts';
import { answerPage, answerPart } from '../page.tsx';
import { placeOf } from './place.ts';

const GROUPS_MAX = 200;
const WISHES_MAX = 200;
const GROUPS_IN_FILE_MAX = 5000;
const DAY_MS = 86_400_000;
const DAYS = 30;

const Filter = z.object({
  days: z.coerce.number().int().min(1).max(730).catch(DAYS),
  branch: z
    .string()
    .regex(/^[A-Z]{2,8}$/)
    .optional()
    .catch(undefined),
  form: z.enum(forms).optional().catch(undefined),
});
const Which = Filter.extend({ key: z.string().max(400).catch('') });

/** What was asked for and not sold, for those who decide what is kept. */
export const missedDemand = new Hono<StaffEnv>()
  .use(staff('see-demand'))

  .get('/', async (c) => {
    const filter = readQuery(c, Filter);
    const groups = await listMissedDemand(c.var.db, meant(c, filter), GROUPS_MAX);
    const shown = { groups, filter, place: placeOf(c.var.actor, 'demand') };
    if (wantsFragment(c)) return answerPart(c, <MissedDemandTable {...shown} />);
    const { title } = wordsFor(c.var.language).office.demand;
    return answerPage(c, <MissedDemandPage {...shown} />, { title });
  })

  .get('/wishes', async (c) => {
    const { key, ...filter } = readQuery(c, Which);
    const { db, actor } = c.var;
    const wishes = await listWishes(db, { filter: meant(c, filter), key, rowsMax: WISHES_MAX });
    const { demand } = wordsFor(c.var.language).office;
    const shown = {
      ...{ wishes, filter, place: placeOf(actor, 'demand') },
      opensCustomers: may(actor, 'set-terms'),
    };
    return answerPage(c, <MissedWishesPage {...shown} />, { title: demand.title });
  })

  .get('/list.csv', async (c) => {
    const filter = readQuery(c, Filter);
    const groups = await listMissedDemand(c.var.db, meant(c, filter), GROUPS_IN_FILE_MAX);
    const words = wordsFor(c.var.language);
    const { demand } = words.office;
    const head = [
      ...[demand.form, demand.asked, demand.grades, demand.branch, demand.companies],
      ...[demand.times, demand.tonnes, demand.last, demand.channels, demand.why, demand.now],
    ];
    const rows = groups.map((group) => [
      ...[group.form === null ? '' : words.forms[group.form], group.size || group.typed],
      ...[group.grades.join(' '), group.branchCode ?? '', group.companies, group.times],
      ...[group.weightG === null ? '' : group.weightG / 1_000_000, group.lastAt.toISOString()],
      ...[group.channels.join(' '), group.reasons.join(' '), group.nowSku ?? ''],
    ]);
    c.header('Content-Type', 'text/csv; charset=utf-8');
    c.header('Content-Disposition', 'attachment; filename="missed-demand.csv"');
    c.header('Cache-Control', 'private, no-cache');
    return c.body(csvOf([head, ...rows]));
  });

function meant(c: Context<StaffEnv>, filter: z.infer<typeof Filter>): DemandFilter {
  const { days, branch, form } = filter;
  return { since: new Date(c.var.at.getTime() - days * DAY_MS), branchCode: branch, form };
}
