import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { InstrumentDraftPage } from '../../../views/office/instrument-draft.tsx';
import { InstrumentPage, InstrumentVersionPage } from '../../../views/office/instrument.tsx';
import { listAnswerTotals } from '../../loyalty/answer-totals.queries.ts';
import {
  findDraft,
  findWritten,
  type InstrumentDraft,
  listVersions,
} from '../../loyalty/instrument-version.queries.ts';
import {
  beginInstrument,
  dropInstrument,
  publishInstrument,
  writeInstrument,
} from '../../loyalty/write-instrument.ts';
import {
  changesBetween,
  itemsOf,
  withItem,
  withLimits,
  withTouchpoint,
} from '../../loyalty/written-instrument.ts';
import { addDays, tradingDay } from '../../measures/calendar.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, readQuery, typedIn } from '../exchange.ts';
import { csvOf } from '../csv.ts';
import { staff } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { itemForm, LimitsForm, MomentForm, publicationForm } from './instrument-fields.ts';
import { placeOf } from './place.ts';

const BASE = '/office/instrument';
const name = z.string().max(60).optional().catch(undefined);
const Of = z.object({ item: name, touchpoint: name });

/** The questions that customers are asked, in versions: read, and written for the next one. Nobody chooses here whom to ask. */
export const officeInstrument = new Hono<StaffEnv>()
  .use(staff('keep-instrument'))

  .get('/', async (c) => {
    const { db, actor, at, language } = c.var;
    const [versions, draft] = await Promise.all([listVersions(db), findDraft(db)]);
    const shown = { versions, isDrafted: draft !== undefined, today: tradingDay(at) };
    const page = <InstrumentPage {...shown} place={placeOf(actor, 'instrument')} />;
    return answerPage(c, page, { title: wordsFor(language).instrument.title });
  })

  .get('/export', async (c) => {
    const { db, at } = c.var;
    const totals = await listAnswerTotals(db, tradingDay(at));
    const rows = totals.map((one) => [
      ...[one.month, one.touchpoint, one.item, one.instrumentVersion, one.value],
      one.answers,
    ]);
    const head = ['month', 'touchpoint', 'item', 'version', 'value', 'answers'];
    c.header('Content-Type', 'text/csv; charset=utf-8');
    c.header('Content-Disposition', 'attachment; filename="answers.csv"');
    return c.body(csvOf([head, ...rows]));
  })

  .post('/draft', async (c) => {
    const { db, actor, at } = c.var;
    await transact(db, (tx) => beginInstrument(tx, actor, at));
    return c.redirect(`${BASE}/draft`, 303);
  })

  .get('/draft', async (c) => show(c, readQuery(c, Of)))

  .post('/draft/items', async (c) => {
    const { content } = await draftOf(c);
    const id = typedIn(c)['item'] ?? '';
    const item = itemsOf(content).find((one) => one.id === id);
    if (!item) throw new NotFound('item', id);
    const form = await readForm(c, itemForm(content, item));
    if (!form.ok) return show(c, { item: id }, form);
    const { version, alarmAt, kk, ru, en } = form.data;
    const changed = { item: id, wording: { kk, ru, en }, alarmAt: alarmAt ?? null };
    return write(c, { version, change: (draft) => withItem(draft, changed) });
  })

  .post('/draft/touchpoints', async (c) => {
    const { content } = await draftOf(c);
    const touchpoint = typedIn(c)['touchpoint'] ?? '';
    if (!content.touchpoints.some(({ id }) => id === touchpoint)) {
      throw new NotFound('touchpoint', touchpoint);
    }
    const form = await readForm(c, MomentForm);
    if (!form.ok) return show(c, { touchpoint }, form);
    const { version, isOn, sampled: sampledBp, earliest, latest } = form.data;
    const window = { earliestHours: earliest, latestHours: latest };
    const changed = { touchpoint, isOn, sampledBp, ...window };
    return write(c, { version, change: (draft) => withTouchpoint(draft, changed) });
  })

  .post('/draft/limits', async (c) => {
    await draftOf(c);
    const form = await readForm(c, LimitsForm);
    if (!form.ok) return show(c, {}, form);
    const { version, ...limits } = form.data;
    return write(c, { version, change: (draft) => withLimits(draft, limits) });
  })

  .post('/draft/publication', async (c) => {
    await draftOf(c);
    const { db, actor, at } = c.var;
    const form = await readForm(c, publicationForm(firstDayFor(at)));
    if (!form.ok) return show(c, {}, form);
    const { version, from: fromDay, reason: note } = form.data;
    const of = { version, fromDay, note, at };
    const published = await transact(db, (tx) => publishInstrument(tx, actor, of));
    return c.redirect(`${BASE}/${published}`, 303);
  })

  .post('/draft/end', async (c) => {
    const { db, actor } = c.var;
    await transact(db, (tx) => dropInstrument(tx, actor));
    return c.redirect(BASE, 303);
  })

  .get('/:number{[0-9]{1,6}}', async (c) => {
    const { db, actor, language } = c.var;
    const number = Number(c.req.param('number'));
    const found = await findWritten(db, number);
    if (!found) throw new NotFound('instrument', String(number));
    const { now: instrument, before } = found;
    const changes = before && changesBetween(before, instrument);
    const shown = { instrument, changes, place: placeOf(actor, 'instrument') };
    const { title } = wordsFor(language).instrument;
    return answerPage(c, <InstrumentVersionPage {...shown} />, { title });
  });

/** Tomorrow: what happens today began under the version of today. */
const firstDayFor = (at: Date) => addDays(tradingDay(at), 1);

async function draftOf(c: Context<StaffEnv>): Promise<InstrumentDraft> {
  const draft = await findDraft(c.var.db);
  if (!draft) throw new NotFound('draft', 'instrument');
  return draft;
}

/** A question or a moment of customers, as the address names it; any other is not there. */
function refuseUnlessThere(
  { content }: InstrumentDraft,
  { item, touchpoint }: { item?: string | undefined; touchpoint?: string | undefined },
): void {
  const isOfCustomers = ({ audience }: { audience: string }) => audience === 'customer';
  const items = itemsOf(content).filter(isOfCustomers);
  const moments = content.touchpoints.filter(isOfCustomers);
  if (item !== undefined && !items.some(({ id }) => id === item)) throw new NotFound('item', item);
  if (touchpoint !== undefined && !moments.some(({ id }) => id === touchpoint)) {
    throw new NotFound('touchpoint', touchpoint);
  }
}

async function write(
  c: Context<StaffEnv>,
  writing: Parameters<typeof writeInstrument>[2],
): Promise<Response> {
  const { db, actor } = c.var;
  await transact(db, (tx) => writeInstrument(tx, actor, writing));
  return c.redirect(`${BASE}/draft`, 303);
}

async function show(
  c: Context<StaffEnv>,
  of: { item?: string | undefined; touchpoint?: string | undefined },
  refused?: { values: Record<string, string>; problems: Record<string, string> },
): Promise<Response> {
  const { db, actor, at, language } = c.var;
  const draft = await draftOf(c);
  refuseUnlessThere(draft, of);
  const base = await findWritten(db, draft.baseVersion);
  const shown = {
    ...{ draft, refused, firstDay: firstDayFor(at), place: placeOf(actor, 'instrument') },
    of: { item: of.item, touchpoint: of.touchpoint },
    changes: base ? changesBetween(base.now, draft.content) : [],
  };
  const title = wordsFor(language).instrument.draft;
  const status = refused ? 422 : 200;
  return answerPage(c, <InstrumentDraftPage {...shown} />, { title, status });
}
