import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { CasePage } from '../../../views/office/case.tsx';
import { CasesPage } from '../../../views/office/cases.tsx';
import { listHappenings } from '../../history/history.queries.ts';
import { findCase, listCases } from '../../loyalty/case.queries.ts';
import { questionsOf, REASON } from '../../loyalty/questions.ts';
import { caseCauses } from '../../loyalty/satisfaction-case.ts';
import { noteContact, promiseResolution, resolveCase } from '../../loyalty/work-on-case.ts';
import { addDays, isDay, tradingDay } from '../../measures/calendar.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, readQuery, typedIn } from '../exchange.ts';
import { staff } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { placeOf } from './place.ts';

const AT_ONCE = 200;

const Filter = z.object({ show: z.enum(['open', 'all']).catch('open').default('open') });
const note = z.string().trim().min(1).max(1000);
const version = z.coerce.number().int();
const Contact = z.object({ version, contactNote: note });
const Promising = z.object({
  version,
  cause: z.enum(caseCauses, 'choose'),
  causeNote: z.string().trim().max(1000),
  resolution: note,
  promisedOn: z.string().refine(isDay, 'date'),
});
const Resolution = z.object({ version, outcome: note });

/** Low answers that somebody follows up: a manager his own, a head of sales everybody's. */
export const officeCases = new Hono<StaffEnv>()
  .use(staff('set-terms'))

  .get('/', async (c) => {
    const { show: which } = readQuery(c, Filter);
    const { db, actor, at } = c.var;
    const found = await listCases(db, actor, { isOpenOnly: which === 'open', limit: AT_ONCE });
    const shown = { cases: found, which, at, place: placeOf(actor, 'cases') };
    const { title } = wordsFor(c.var.language).cases;
    return answerPage(c, <CasesPage {...shown} />, { title });
  })

  .get('/:caseId', async (c) => show(c))

  .post('/:caseId/contact', async (c) => {
    const form = await readForm(c, Contact);
    if (!form.ok) return show(c, form);
    const { version: seen, contactNote } = form.data;
    const { db, actor, at } = c.var;
    const contact = { caseId: idOf(c), version: seen, note: contactNote, at };
    await transact(db, (tx) => noteContact(tx, actor, contact));
    return back(c);
  })

  .post('/:caseId/promise', async (c) => {
    const form = await readForm(c, Promising);
    if (!form.ok) return show(c, form);
    const { db, actor, at } = c.var;
    if (form.data.promisedOn < tradingDay(at)) {
      return show(c, { values: typedIn(c), problems: { promisedOn: 'datePast' } });
    }
    const promise = { caseId: idOf(c), ...form.data, at };
    await transact(db, (tx) => promiseResolution(tx, actor, promise));
    return back(c);
  })

  .post('/:caseId/resolution', async (c) => {
    const form = await readForm(c, Resolution);
    if (!form.ok) return show(c, form);
    const { db, actor, at } = c.var;
    const resolved = { caseId: idOf(c), ...form.data, at };
    await transact(db, (tx) => resolveCase(tx, actor, resolved));
    return back(c);
  });

const idOf = (c: Context<StaffEnv>) => pathId('case', c.req.param('caseId') ?? '');
const back = (c: Context<StaffEnv>) => c.redirect(`/office/cases/${idOf(c)}`, 303);

type Refused = { values: Record<string, string>; problems: Record<string, string> };

async function show(c: Context<StaffEnv>, refused?: Refused): Promise<Response> {
  const { db, actor, at, language } = c.var;
  const id = idOf(c);
  const [found, happenings] = await Promise.all([findCase(db, actor, id), listHappenings(db, id)]);
  if (!found) throw new NotFound('case', id);
  const instrument = await c.var.readInstrument(found.instrumentVersion);
  const shown = {
    ...{ found, happenings, refused, at, place: placeOf(actor, 'cases') },
    questions: questionsOf(instrument, [...found.items, REASON], language),
    firstDay: addDays(tradingDay(at), 1),
  };
  const title = wordsFor(language).cases.of(found.companyName);
  return answerPage(c, <CasePage {...shown} />, { title, status: refused ? 422 : 200 });
}
