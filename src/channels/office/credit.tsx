import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { type CreditDeed, OfficeCreditPage } from '../../../views/office/credit.tsx';
import { OfficeCreditOfPage } from '../../../views/office/credit-of.tsx';
import { readCreditInSight } from '../../credit/credit-in-sight.queries.ts';
import { endLimit, grantLimit, refuseLimit } from '../../credit/decide-limit.ts';
import { listOpenHolds } from '../../credit/holds.queries.ts';
import { listGrantedLimits, listWaitingRequests } from '../../credit/limit-request.queries.ts';
import { endHold, placeHold } from '../../credit/place-hold.ts';
import { pauseReminders, resumeReminders } from '../../credit/pause-reminders.ts';
import { decideRelease } from '../../credit/release-shipment.ts';
import { readReminders } from '../../credit/reminder.queries.ts';
import { listWaitingReleases } from '../../credit/shipment-release.queries.ts';
import { findCompanyName } from '../../history/customer-card.queries.ts';
import { tradingDay } from '../../measures/calendar.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, readQuery } from '../exchange.ts';
import { staff } from '../guards.ts';
import { lastDayField } from '../limit-fields.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { MoreThanNothing } from '../trade-fields.ts';
import { placeOf } from './place.ts';

const ROWS_MAX = 100;
const REMINDERS_MAX = 12;

const deeds = [
  'granted',
  'refused',
  'limit-ended',
  'held',
  'hold-ended',
  'released',
  'not-released',
] as const satisfies readonly CreditDeed[];
const Arrival = z.object({ done: z.enum(deeds).optional().catch(undefined) });
const reason = z.string().trim().min(3, 'reason').max(500);
const Refused = z.object({ note: reason });
const Hold = z.object({
  kind: z.enum(['overdue', 'documents', 'manual'], 'choose'),
  scope: z.enum(['block-orders', 'block-shipment', 'warn'], 'choose'),
  reason,
});

const Paused = (on: string) => z.object({ until: lastDayField(on), why: reason });

const done = (deed: CreditDeed) => `/office/credit?done=${deed}`;

/** Who asks for more credit, who has it for a time, and whose orders are stopped. */
export const officeCredit = new Hono<StaffEnv>()
  .use(staff('set-terms'))

  .get('/', async (c) => show(c, { deed: readQuery(c, Arrival).done }))

  .post('/requests/:requestId/grant', async (c) => {
    const requestId = pathId('request', c.req.param('requestId'));
    const { db, actor, at } = c.var;
    const Granted = z.object({ extra: MoreThanNothing, until: lastDayField(tradingDay(at)) });
    const form = await readForm(c, Granted);
    if (!form.ok) return show(c, { requestId, ...form });
    const { extra: extraMinor, until: untilDay } = form.data;
    await transact(db, (tx) => grantLimit(tx, actor, { requestId, extraMinor, untilDay, at }));
    return c.redirect(done('granted'), 303);
  })

  .post('/requests/:requestId/refusal', async (c) => {
    const requestId = pathId('request', c.req.param('requestId'));
    const form = await readForm(c, Refused);
    if (!form.ok) return show(c, { requestId, ...form });
    const { db, actor, at } = c.var;
    await transact(db, (tx) => refuseLimit(tx, actor, { requestId, ...form.data, at }));
    return c.redirect(done('refused'), 303);
  })

  .post('/limits/:limitId/end', async (c) => {
    const limitId = pathId('limit', c.req.param('limitId'));
    const { db, actor, at } = c.var;
    await transact(db, (tx) => endLimit(tx, actor, { limitId, at }));
    return c.redirect(done('limit-ended'), 303);
  })

  .post('/holds/:holdId/end', async (c) => {
    const holdId = pathId('hold', c.req.param('holdId'));
    const { db, actor, at } = c.var;
    await transact(db, (tx) => endHold(tx, actor, { holdId, at }));
    return c.redirect(done('hold-ended'), 303);
  })

  .post('/releases/:releaseId/grant', async (c) => {
    const releaseId = pathId('release', c.req.param('releaseId'));
    const { db, actor, at } = c.var;
    const granted = { releaseId, verdict: 'granted', note: '', at } as const;
    await transact(db, (tx) => decideRelease(tx, actor, granted));
    return c.redirect(done('released'), 303);
  })

  .post('/releases/:releaseId/refusal', async (c) => {
    const releaseId = pathId('release', c.req.param('releaseId'));
    const form = await readForm(c, Refused);
    if (!form.ok) return show(c, { releaseId, ...form });
    const { db, actor, at } = c.var;
    const refused = { releaseId, verdict: 'refused', ...form.data, at } as const;
    await transact(db, (tx) => decideRelease(tx, actor, refused));
    return c.redirect(done('not-released'), 303);
  })

  .get('/:companyId', async (c) => showOf(c, pathId('company', c.req.param('companyId')), {}))

  .post('/:companyId/holds', async (c) => {
    const companyId = pathId('company', c.req.param('companyId'));
    const form = await readForm(c, Hold);
    if (!form.ok) return showOf(c, companyId, form);
    const { db, actor, at } = c.var;
    const hold = { id: newId(), companyId, ...form.data, at };
    await transact(db, (tx) => placeHold(tx, actor, hold));
    return c.redirect(done('held'), 303);
  })

  .post('/:companyId/reminders/pause', async (c) => {
    const companyId = pathId('company', c.req.param('companyId'));
    const { db, actor, at } = c.var;
    const form = await readForm(c, Paused(tradingDay(at)));
    if (!form.ok) return showOf(c, companyId, { pausing: form });
    const { until: untilDay, why } = form.data;
    const pause = { companyId, untilDay, reason: why, at };
    await transact(db, (tx) => pauseReminders(tx, actor, pause));
    return c.redirect(`/office/credit/${companyId}#reminders`, 303);
  })

  .post('/:companyId/reminders/resumption', async (c) => {
    const companyId = pathId('company', c.req.param('companyId'));
    const { db, actor, at } = c.var;
    await transact(db, (tx) => resumeReminders(tx, actor, { companyId, at }));
    return c.redirect(`/office/credit/${companyId}#reminders`, 303);
  });

type Typed = { values?: Record<string, string>; problems?: Record<string, string> };

/** All that waits, lasts or is held. `requestId`, `releaseId`: whose form came back with what was typed. */
async function show(
  c: Context<StaffEnv>,
  shown: Typed & { deed?: CreditDeed | undefined; requestId?: string; releaseId?: string },
): Promise<Response> {
  const { db, actor, at, language } = c.var;
  const on = tradingDay(at);
  const requests = await listWaitingRequests(db, { on, rowsMax: ROWS_MAX });
  const { requestId, releaseId, deed, values = {}, problems = {} } = shown;
  if (requestId && !requests.some(({ id }) => id === requestId)) {
    throw new NotFound('request', requestId);
  }
  const releases = await listWaitingReleases(db, { on, rowsMax: ROWS_MAX });
  if (releaseId && !releases.some(({ id }) => id === releaseId)) {
    throw new NotFound('release', releaseId);
  }
  const limits = await listGrantedLimits(db, { on, rowsMax: ROWS_MAX });
  const holds = await listOpenHolds(db, { rowsMax: ROWS_MAX });
  const typed = { typedFor: requestId ?? releaseId, values, problems };
  const page = { requests, releases, limits, holds, deed, readerId: actor.personId, ...typed };
  return answerPage(c, <OfficeCreditPage place={placeOf(actor, 'credit')} {...page} />, {
    title: wordsFor(language).credit.office.title,
    status: shown.problems ? 422 : 200,
  });
}

/** The credit of one customer, as he sees it and with what only we see. */
async function showOf(
  c: Context<StaffEnv>,
  companyId: string,
  typed: Typed & { pausing?: Typed },
): Promise<Response> {
  const { db, actor, at } = c.var;
  const on = tradingDay(at);
  const name = await findCompanyName(db, companyId);
  if (name === undefined) throw new NotFound('company', companyId);
  const credit = await readCreditInSight(db, { companyId, on });
  const reminders = await readReminders(db, { companyId, on, rowsMax: REMINDERS_MAX });
  const holds = await listOpenHolds(db, { companyId, rowsMax: ROWS_MAX });
  const { values = {}, problems = {}, pausing = {} } = typed;
  const page = { companyId, name, credit, holds, reminders, values, problems, pausing };
  return answerPage(c, <OfficeCreditOfPage place={placeOf(actor, 'credit')} {...page} />, {
    title: name,
    status: (typed.problems ?? pausing.problems) ? 422 : 200,
  });
}
