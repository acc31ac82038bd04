import { type Context, Hono } from 'hono';
import { tradingDay } from '../../measures/calendar.ts';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { LoyaltyAnswersPage } from '../../../views/office/loyalty/answers.tsx';
import {
  LoyaltyPage,
  LoyaltyPartPage,
  PartSection,
  WholeLoyaltyPage,
} from '../../../views/office/loyalty/dashboard.tsx';
import { LoyaltyMethodPage } from '../../../views/office/loyalty/method.tsx';
import { findInstrumentOn } from '../../loyalty/instrument-version.queries.ts';
import { groupAnswers } from '../../loyalty/nightly/answer-groups.ts';
import { FORMULAS, segments } from '../../loyalty/nightly/figure.ts';
import {
  countAnswers,
  findNight,
  listAtRisk,
  listFigures,
} from '../../loyalty/nightly/figure.queries.ts';
import { loyaltyParts } from '../../../views/office/loyalty/part-names.ts';
import { CANNOT_JUDGE, questionsOf } from '../../loyalty/questions.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { readQuery, wantsFragment } from '../exchange.ts';
import { staff } from '../guards.ts';
import { answerPage, answerPart } from '../page.tsx';
import { placeOf } from './place.ts';

const DEAREST = 6;

const Filter = z.object({ segment: z.enum(segments).catch('all').default('all') });
const Item = z.object({ item: z.string().max(20).catch('') });

/** What customers do and say, for the head of sales; the answers together, never one by one. */
export const officeLoyalty = new Hono<StaffEnv>()
  .use(staff('see-loyalty'))

  .get('/', async (c) => {
    const { segment } = readQuery(c, Filter);
    const { db, actor, language } = c.var;
    const [figures, night] = await Promise.all([listFigures(db, segment), findNight(db)]);
    const shown = { segment, figures, night, place: placeOf(actor, 'loyalty') };
    const { title } = wordsFor(language).loyalty;
    return answerPage(c, <LoyaltyPage {...shown} />, { title });
  })

  .get('/whole', async (c) => {
    const { segment } = readQuery(c, Filter);
    const shown = await readParts(c, segment);
    const { title } = wordsFor(c.var.language).loyalty;
    return answerPage(c, <WholeLoyaltyPage {...shown} />, { title });
  })

  .get('/parts/:part', async (c) => {
    const { segment } = readQuery(c, Filter);
    const part = loyaltyParts.find((one) => one === c.req.param('part'));
    if (!part) throw new NotFound('part of the dashboard', c.req.param('part'));
    const shown = { ...(await readParts(c, segment)), part };
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
    const { item } = readQuery(c, Item);
    const { db, actor, at, language } = c.var;
    const { instrument } = await findInstrumentOn(db, tradingDay(at));
    if (!instrument.items.some(({ id }) => id === item)) throw new NotFound('item', item);
    const [question] = questionsOf(instrument, [item], language);
    const { wording = '', options = [] } = question ?? {};
    const shown = {
      ...{ place: placeOf(actor, 'loyalty'), wording },
      options: options.filter(({ value }) => value !== CANNOT_JUDGE),
      answers: groupAnswers(await countAnswers(db, { item, at })),
    };
    const { title } = wordsFor(language).loyalty.behind;
    return answerPage(c, <LoyaltyAnswersPage {...shown} />, { title: title(wording) });
  });

/** All that the parts show: figures of a population, who is at risk, and what the questions ask. */
async function readParts(c: Context<StaffEnv>, segment: (typeof segments)[number]) {
  const { db, actor, at, language } = c.var;
  const on = tradingDay(at);
  const [figures, night, atRisk, { instrument }] = await Promise.all([
    listFigures(db, segment),
    findNight(db),
    listAtRisk(db, { by: actor, whose: 'all', show: 'now', on, limit: DEAREST }),
    findInstrumentOn(db, on),
  ]);
  const wordings = Object.fromEntries(
    instrument.items.map(({ id, wording }) => [id, wording[language]]),
  );
  return { segment, figures, night, atRisk, wordings, place: placeOf(actor, 'loyalty') };
}
