import { type Context, Hono } from 'hono';
import { wordsFor } from '../../../views/language.tsx';
import { PulsePage } from '../../../views/office/pulse.tsx';
import { findInstrumentOn } from '../../loyalty/instrument-version.queries.ts';
import { listStaffFigures } from '../../loyalty/nightly/figure.queries.ts';
import { questionsOf, readAnswer } from '../../loyalty/questions.ts';
import {
  answerPulse,
  pulseItems,
  pulseQuarter,
  withStaffItems,
} from '../../loyalty/staff-pulse.ts';
import { hasGivenPulse } from '../../loyalty/staff-pulse.queries.ts';
import { tradingDay } from '../../measures/calendar.ts';
import { transact } from '../../platform/db/transact.ts';
import type { StaffEnv } from '../env.ts';
import { typedIn, typedText } from '../exchange.ts';
import { staff } from '../guards.ts';
import { answerPage } from '../page.tsx';

type Refused = { values: Record<string, string>; problems: Record<string, string> };

/** What our own people are asked once a quarter, and what all of them together said in the last. */
export const pulse = new Hono<StaffEnv>()
  .use(staff())

  .get('/', (c) => show(c))

  .post('/', async (c) => {
    const { db, actor, at } = c.var;
    const { instrument, items } = await readPulse(c);
    const asked = [...items.asked, ...items.selling];
    const { given, problems } = readAnswer(instrument, asked, typedText(c));
    if (Object.keys(problems).length > 0) {
      return show(c, { values: typedIn(c), problems });
    }
    await transact(db, (tx) => answerPulse(tx, actor, { given, at }));
    return c.redirect('/pulse', 303);
  });

async function readPulse(c: Context<StaffEnv>) {
  const { db, actor, at } = c.var;
  const day = tradingDay(at);
  const quarter = pulseQuarter(day);
  const instrument = withStaffItems((await findInstrumentOn(db, day)).instrument);
  const { personId, role } = actor;
  return { instrument, quarter, items: pulseItems(instrument, { personId, role, quarter }) };
}

async function show(c: Context<StaffEnv>, refused?: Refused): Promise<Response> {
  const { db, actor, language } = c.var;
  const { instrument, quarter, items } = await readPulse(c);
  const { personId } = actor;
  const [isGiven, figures] = await Promise.all([
    hasGivenPulse(db, { quarter, personId }),
    listStaffFigures(db),
  ]);
  const wordings = Object.fromEntries(
    instrument.items.map(({ id, wording }) => [id, wording[language]]),
  );
  const shown = {
    ...{ quarter, isGiven, figures, wordings, refused },
    asked: questionsOf(instrument, items.asked, language),
    selling: questionsOf(instrument, items.selling, language),
  };
  const { title } = wordsFor(language).pulse;
  return answerPage(c, <PulsePage {...shown} />, { title, status: refused ? 422 : 200 });
}
