import { type Context, Hono } from 'hono';
import { momentOn, tradingDay } from '../../measures/calendar.ts';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import {
  countsOf,
  LoyaltyAnswers,
  LoyaltyAnswersPage,
} from '../../../views/office/loyalty/answers.tsx';
import {
  LoyaltyPage,
  LoyaltyPartPage,
  PartSection,
  WholeLoyaltyPage,
} from '../../../views/office/loyalty/dashboard.tsx';
import { LoyaltyMethodPage } from '../../../views/office/loyalty/method.tsx';
import {
  type AnswerGroup,
  type Dimension,
  quartersUntil,
  sliceAnswers,
} from '../../loyalty/answer-slice.ts';
import { spreadItems } from '../../loyalty/attribute.ts';
import { countAnswers, type GroupNames, sumByCompany } from '../../loyalty/answer-slice.queries.ts';
import { findInstrumentOn } from '../../loyalty/instrument-version.queries.ts';
import {
  FORMULAS,
  partsOf,
  populations,
  segmentWithin,
  shownOf,
} from '../../loyalty/nightly/figure.ts';
import { findNight, listAtRisk, listFigures } from '../../loyalty/nightly/figure.queries.ts';
import { loyaltyParts } from '../../../views/office/loyalty/part-names.ts';
import { CANNOT_JUDGE, questionsOf } from '../../loyalty/questions.ts';
import { figureOfSlice } from '../../loyalty/slice-figure.ts';
import { NotFound } from '../../platform/refusal.ts';
import { csvOf } from '../csv.ts';
import type { StaffEnv } from '../env.ts';
import { readQuery, wantsFragment } from '../exchange.ts';
import { staff } from '../guards.ts';
import { answerPage, answerPart } from '../page.tsx';
import { placeOf } from './place.ts';

const DEAREST = 6;
const SATISFACTION = 'OSAT';

const Branch = z
  .string()
  .regex(/^[A-Z]{2,8}$/)
  .optional()
  .catch(undefined);
const Quarter = z
  .string()
  .regex(/^\d{4}-Q[1-4]$/)
  .optional()
  .catch(undefined);
/** Whose figures: of a population, and of a branch; tonight's, or those of a quarter's end. */
const Filter = z
  .object({
    segment: z.enum(populations).catch('all').default('all'),
    branch: Branch,
    quarter: Quarter,
  })
  .transform(({ segment, branch, quarter }) => ({
    segment: segmentWithin(segment, branch),
    quarter,
  }));
const Slice = z.object({
  item: z.string().max(20).default(SATISFACTION).catch(''),
  quarter: Quarter,
  population: z.enum(['end_user', 'trader']).optional().catch(undefined),
  branch: Branch,
  manager: z
    .union([z.uuid(), z.literal('none')])
    .optional()
    .catch(undefined),
  channel: z.enum(['web', 'counter', 'phone', 'none']).optional().catch(undefined),
  goods: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional()
    .catch(undefined),
  touchpoint: z
    .string()
    .regex(/^TP_[A-Z_]{1,30}$/)
    .optional()
    .catch(undefined),
});

/** What customers do and say, for the head of sales; the answers together, never one by one. */
export const officeLoyalty = new Hono<StaffEnv>()
  .use(staff('see-loyalty'))

  .get('/', async (c) => {
    const { actor, language } = c.var;
    const shown = { ...(await readScope(c)), place: placeOf(actor, 'loyalty') };
    const { title } = wordsFor(language).loyalty;
    return answerPage(c, <LoyaltyPage {...shown} />, { title });
  })

  .get('/whole', async (c) => {
    const shown = await readParts(c);
    const { title } = wordsFor(c.var.language).loyalty;
    return answerPage(c, <WholeLoyaltyPage {...shown} />, { title });
  })

  .get('/parts/:part', async (c) => {
    const part = loyaltyParts.find((one) => one === c.req.param('part'));
    if (!part) throw new NotFound('part of the dashboard', c.req.param('part'));
    const shown = { ...(await readParts(c)), part };
    if (wantsFragment(c)) return answerPart(c, <PartSection {...shown} />);
    const title = wordsFor(c.var.language).loyalty.sections[part];
    return answerPage(c, <LoyaltyPartPage {...shown} />, { title });
  })

  .get('/method', async (c) => {
    const { actor, language } = c.var;
    const shown = { place: placeOf(actor, 'loyalty'), formulas: FORMULAS };
    const { title } = wordsFor(language).loyalty.paper;
    return answerPage(c, <LoyaltyMethodPage {...shown} />, { title });
  })

  .get('/answers', async (c) => {
    const shown = await readAnswers(c);
    if (wantsFragment(c)) return answerPart(c, <LoyaltyAnswers {...shown} />);
    const { title } = wordsFor(c.var.language).loyalty.behind;
    return answerPage(c, <LoyaltyAnswersPage {...shown} />, { title: title(shown.wording) });
  })

  .get('/answers.csv', async (c) => {
    const { item, wording, options, slice, figure, names } = await readAnswers(c);
    const { behind } = wordsFor(c.var.language).loyalty;
    const head = [wording, behind.group, ...options.map(({ label }) => label), 'n'];
    const row = (of: string, group: AnswerGroup, name = group.name) => [
      ...[of, name, ...countsOf(group, options), group.n],
    ];
    const groups = slice.by.flatMap(({ dimension, groups: within }) =>
      within.map((group) => row(behind.by[dimension], group, nameIn(names, dimension, group.name))),
    );
    const rows = slice.all && figure ? [row(behind.together, slice.all), ...groups] : [];
    return csvFile(c, `answers-${item}`, [head, ...rows]);
  })

  .get('/figures.csv', async (c) => {
    const { segment, figures } = await readScope(c);
    const head = [
      ...['metric', 'segment', 'period', 'value', 'low', 'high', 'n', 'accounts', 'shown'],
    ];
    const rows = figures.map((one) => {
      const { value, low, high } = shownOf(one);
      return [
        ...[one.metric, one.segment, one.period, value ?? '', low ?? '', high ?? ''],
        ...[one.n, one.accounts, one.shown ?? ''],
      ];
    });
    return csvFile(c, `loyalty-${segment.replaceAll(':', '-')}`, [head, ...rows]);
  });

/** The figures that are asked for, and of when; a quarter that nothing is kept of is tonight. */
async function readScope(c: Context<StaffEnv>) {
  const { segment, quarter: wanted } = readQuery(c, Filter);
  const { db } = c.var;
  const night = await findNight(db);
  const quarter = night?.quarters.find((one) => one === wanted);
  return { segment, quarter, night, figures: await listFigures(db, segment, quarter) };
}

/** All that the parts show: figures of a segment, who is at risk, and what the questions ask. */
async function readParts(c: Context<StaffEnv>) {
  const { db, actor, at, language } = c.var;
  const on = tradingDay(at);
  const scope = await readScope(c);
  const of = partsOf(scope.segment);
  const [atRisk, { instrument }] = await Promise.all([
    listAtRisk(db, { by: actor, whose: 'all', show: 'now', on, limit: DEAREST, of }),
    findInstrumentOn(db, on),
  ]);
  const wordings = Object.fromEntries([
    ...spreadItems(instrument).map(({ id, wording }) => [id, wording[language]] as const),
    ...instrument.constructs.map(({ id, name }) => [`alpha.${id}`, name[language]] as const),
  ]);
  return { ...scope, atRisk, wordings, place: placeOf(actor, 'loyalty') };
}

/** The answers to one item of customers, as far as they may be shown, and by what they can be taken apart. */
async function readAnswers(c: Context<StaffEnv>) {
  const { item, ...filter } = readQuery(c, Slice);
  const { db, actor, at, language } = c.var;
  const today = tradingDay(at);
  const { instrument } = await findInstrumentOn(db, today);
  const valuesOf = (scale: string) => instrument.scales[scale]?.values ?? [];
  const choosable = spreadItems(instrument).filter(
    ({ audience, scale }) => audience === 'customer' && valuesOf(scale) !== 'free_text',
  );
  const chosen = choosable.find(({ id }) => id === item);
  if (!chosen) throw new NotFound('item', item);
  const codes = codesIn(valuesOf(chosen.scale));
  const [question] = questionsOf(instrument, [item], language);
  const { wording = '', options = [] } = question ?? {};
  const quarters = quartersUntil(today);
  const wanted = {
    item,
    codes,
    from: momentOn(quarters.at(-1)?.from ?? today, '00:00'),
    until: at,
  };
  const [{ counts, names }, sums] = await Promise.all([
    countAnswers(db, wanted, language),
    sumByCompany(db, { ...wanted, filter }),
  ]);
  const slice = sliceAnswers(counts, filter);
  return {
    ...{ item, wording, filter, slice, names, place: placeOf(actor, 'loyalty') },
    options: options
      .filter(({ value }) => value !== CANNOT_JUDGE)
      .map(({ value, label }, place) => ({
        value: codes.length > 0 ? String(place) : value,
        label,
      })),
    figure: slice.all ? figureOfSlice(item, slice.all, sums, codes.length === 0) : undefined,
    choices: {
      items: choosable.map(({ id, wording: of }) => ({ value: id, label: of[language] })),
      quarters: quarters.map(({ name }) => name),
      touchpoints: instrument.touchpoints
        .filter(({ audience }) => audience === 'customer')
        .map(({ id }) => id),
    },
  };
}

/** A manager and a section by name, everything else by the code that figures have too. */
const nameIn = (names: GroupNames, dimension: Dimension, name: string): string =>
  dimension === 'manager' || dimension === 'goods' ? (names[dimension].get(name) ?? name) : name;

/** The words of a scale whose answers are no numbers, in their order. */
const codesIn = (values: 'free_text' | readonly (string | number)[]): string[] =>
  values === 'free_text' ? [] : values.filter((value) => typeof value === 'string');

function csvFile(c: Context<StaffEnv>, name: string, rows: Parameters<typeof csvOf>[0]) {
  c.header('Content-Type', 'text/csv; charset=utf-8');
  c.header('Content-Disposition', `attachment; filename="${name}.csv"`);
  c.header('Cache-Control', 'private, no-cache');
  return c.body(csvOf(rows));
}
