import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { AtRiskPage } from '../../../views/office/at-risk.tsx';
import { RiskNotesPage } from '../../../views/office/risk-notes.tsx';
import type { SheetForm } from '../../../views/parts/sheet-form.ts';
import { findNight, listAtRisk } from '../../loyalty/nightly/figure.queries.ts';
import { noteCall, SNOOZE_MAX_DAYS, snoozeRisk } from '../../loyalty/note-risk.ts';
import { findRiskCustomer, listRiskNotes } from '../../loyalty/risk-note.queries.ts';
import { addDays, tradingDay } from '../../measures/calendar.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, readQuery } from '../exchange.ts';
import { staff } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { DayField } from '../trade-fields.ts';
import { placeOf } from './place.ts';

const AT_ONCE = 200;
const NOTES_MAX = 50;
const PEOPLE_MAX = 6;

const Filter = z.object({
  whose: z.enum(['mine', 'all']).optional().catch(undefined),
  show: z.enum(['now', 'later']).catch('now').default('now'),
});

const callFrom = (today: string) =>
  z
    .object({
      key: z.uuid(),
      outcome: z.string().trim().min(1).max(500),
      nextStep: z.string().trim().max(200),
      nextOn: z.union([z.literal(''), DayField]),
    })
    .superRefine(({ nextStep, nextOn }, context) => {
      if ((nextStep === '') === (nextOn === '')) return;
      const path = [nextStep === '' ? 'nextStep' : 'nextOn'];
      context.addIssue({ code: 'custom', path, message: 'required' });
    })
    .refine(({ nextOn }) => nextOn === '' || nextOn >= today, {
      path: ['nextOn'],
      message: 'datePast',
    });

const snoozeFrom = (today: string) =>
  z.object({
    key: z.uuid(),
    why: z.string().trim().min(1).max(500),
    until: DayField.superRefine((day, context) => {
      if (day > today && day <= addDays(today, SNOOZE_MAX_DAYS)) return;
      const message = day <= today ? 'datePast' : `dateFar:${SNOOZE_MAX_DAYS}`;
      context.addIssue({ code: 'custom', message });
    }),
  });

/** Whom to call and why: a manager his own, and everybody's where he wants them; what was done, and who is put off until when. */
export const officeAtRisk = new Hono<StaffEnv>()
  .use(staff('set-terms'))

  .get('/', async (c) => {
    const { db, actor, at, language } = c.var;
    const { show, ...filter } = readQuery(c, Filter);
    const whose = filter.whose ?? (actor.role === 'manager' ? 'mine' : 'all');
    const [atRisk, night] = await Promise.all([
      listAtRisk(db, { by: actor, whose, show, on: tradingDay(at), limit: AT_ONCE }),
      findNight(db),
    ]);
    const asOf = night?.doneAsOf ?? null;
    const shown = { atRisk, whose, show, asOf, place: placeOf(actor, 'at-risk') };
    const { title } = wordsFor(language).loyalty.risk;
    return answerPage(c, <AtRiskPage {...shown} />, { title });
  })

  .get('/:companyId', (c) => showNotes(c))

  .post('/:companyId/calls', async (c) => {
    const companyId = companyIdOf(c);
    const { db, actor, at } = c.var;
    const form = await readForm(c, callFrom(tradingDay(at)));
    if (!form.ok) return showNotes(c, { of: 'call', ...form });
    const { key: id, outcome: note, nextStep: step, nextOn: on } = form.data;
    const next = step === '' ? null : { step, on };
    await transact(db, (tx) => noteCall(tx, actor, { id, companyId, note, next, at }));
    return c.redirect(`/office/at-risk/${companyId}`, 303);
  })

  .post('/:companyId/snoozes', async (c) => {
    const companyId = companyIdOf(c);
    const { db, actor, at } = c.var;
    const form = await readForm(c, snoozeFrom(tradingDay(at)));
    if (!form.ok) return showNotes(c, { of: 'snooze', ...form });
    const { key: id, why: note, until } = form.data;
    await transact(db, (tx) => snoozeRisk(tx, actor, { id, companyId, note, until, at }));
    return c.redirect(`/office/at-risk/${companyId}`, 303);
  });

const companyIdOf = (c: Context<StaffEnv>) => pathId('company', c.req.param('companyId') ?? '');

async function showNotes(c: Context<StaffEnv>, refused?: SheetForm): Promise<Response> {
  const { db, actor, at } = c.var;
  const companyId = companyIdOf(c);
  const [customer, notes] = await Promise.all([
    findRiskCustomer(db, { companyId, peopleMax: PEOPLE_MAX }),
    listRiskNotes(db, { companyId, limit: NOTES_MAX }),
  ]);
  if (!customer) throw new NotFound('company', companyId);
  const today = tradingDay(at);
  const shown = {
    ...{ customer, notes, refused, place: placeOf(actor, 'at-risk') },
    formKeys: { call: newId(at.getTime()), snooze: newId(at.getTime()) },
    ...{ today, lastDay: addDays(today, SNOOZE_MAX_DAYS) },
  };
  const status = refused ? 422 : 200;
  return answerPage(c, <RiskNotesPage {...shown} />, { title: customer.companyName, status });
}
