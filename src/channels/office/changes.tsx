import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { quarterName } from '../../../views/quarter-name.ts';
import { ChangeReportPage } from '../../../views/office/change-report.tsx';
import { OfficeChangesPage } from '../../../views/office/changes.tsx';
import { changeStandings } from '../../loyalty/change-report.ts';
import {
  findReport,
  listOwners,
  listQuarters,
  listReports,
  listSources,
} from '../../loyalty/change-report.queries.ts';
import { draftChanges } from '../../loyalty/draft-changes.ts';
import { publishChanges } from '../../loyalty/publish-changes.ts';
import { caseCauses } from '../../loyalty/satisfaction-case.ts';
import { writeChange } from '../../loyalty/write-change.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, typedIn } from '../exchange.ts';
import { staff } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { DayField } from '../trade-fields.ts';
import { placeOf } from './place.ts';

const QUARTERS_SHOWN = 12;
const REPORTS_SHOWN = 100;
const SOURCES_SHOWN = 300;

const version = z.coerce.number().int();
const wording = z.string().trim().max(1000);
const Entry = z
  .object({
    version,
    theme: z.enum(caseCauses, 'choose'),
    standing: z.enum(changeStandings, 'choose'),
    changedOn: z.union([z.literal('').transform(() => null), DayField]),
    ownerId: z.union([z.literal('').transform(() => null), z.uuid('choose')], 'choose'),
    ...{ ru: wording, kk: wording, en: wording },
  })
  .refine(({ standing, changedOn }) => standing !== 'changed' || changedOn !== null, {
    message: 'required',
    path: ['changedOn'],
  })
  .refine(
    ({ standing, ownerId }) =>
      (standing !== 'changed' && standing !== 'not-done') || ownerId !== null,
    { message: 'choose', path: ['ownerId'] },
  );
const Publication = z.object({ version });

/** What a quarter taught us: drafted from solved cases, written and published by the head of sales. */
export const officeChanges = new Hono<StaffEnv>()
  .use(staff('tell-changes'))

  .get('/', (c) => showList(c))

  .post('/', async (c) => {
    const { db, actor, at } = c.var;
    const quarters = (await listQuarters(db, QUARTERS_SHOWN)).map(({ quarter }) => quarter);
    const form = await readForm(c, z.object({ quarter: z.enum(quarters, 'choose') }));
    if (!form.ok) return showList(c, form);
    const { quarter } = form.data;
    const id = await transact(db, (tx) => draftChanges(tx, actor, { quarter, at }));
    return c.redirect(`/office/changes/${id}`, 303);
  })

  .get('/:reportId', (c) => show(c))

  .post('/:reportId/entries', async (c) => {
    refuseUnlessTheme(typedIn(c)['theme']);
    const form = await readForm(c, Entry);
    if (!form.ok) return show(c, form);
    const { db, actor } = c.var;
    const { ru, kk, en, ...entry } = form.data;
    const { ownerId } = entry;
    if (ownerId !== null && !(await listOwners(db)).some(({ id }) => id === ownerId)) {
      return show(c, { values: typedIn(c), problems: { ownerId: 'choose' } });
    }
    const written = Object.entries({ ru, kk, en }).filter(([, words]) => words !== '');
    const wordings = Object.fromEntries(written);
    const reportId = idOf(c);
    await transact(db, (tx) => writeChange(tx, actor, { reportId, ...entry, wordings }));
    return c.redirect(`/office/changes/${reportId}`, 303);
  })

  .post('/:reportId/publication', async (c) => {
    const form = await readForm(c, Publication);
    if (!form.ok) return show(c, form);
    const { db, actor, at } = c.var;
    const reportId = idOf(c);
    const publishing = { reportId, version: form.data.version, at };
    const problems = await transact(db, (tx) => publishChanges(tx, actor, publishing));
    if (Object.keys(problems).length > 0) return show(c, { values: {}, problems });
    return c.redirect(`/office/changes/${reportId}`, 303);
  });

const idOf = (c: Context<StaffEnv>) => pathId('changes', c.req.param('reportId') ?? '');

/** A form that came back needs its place on the page: a theme that there is. */
function refuseUnlessTheme(theme = ''): void {
  if (!caseCauses.some((one) => one === theme)) throw new NotFound('theme', theme);
}

type Refused = { values: Record<string, string>; problems: Record<string, string> };

async function showList(c: Context<StaffEnv>, refused?: Refused): Promise<Response> {
  const { db, actor, language } = c.var;
  const [reports, quarters] = await Promise.all([
    listReports(db, REPORTS_SHOWN),
    listQuarters(db, QUARTERS_SHOWN),
  ]);
  const shown = {
    ...{ reports, refused, place: placeOf(actor, 'changes') },
    quarters: quarters.map(({ quarter }) => quarter),
  };
  const { title } = wordsFor(language).changes.office;
  const status = refused ? 422 : 200;
  return answerPage(c, <OfficeChangesPage {...shown} />, { title, status });
}

async function show(c: Context<StaffEnv>, refused?: Refused): Promise<Response> {
  const { db, actor, language } = c.var;
  const id = idOf(c);
  const [report, owners] = await Promise.all([findReport(db, id), listOwners(db)]);
  if (!report) throw new NotFound('changes', id);
  const theme = refused?.values['theme'];
  if (theme !== undefined && !report.entries.some((one) => one.theme === theme)) {
    throw new NotFound('theme', theme);
  }
  const { quarter } = report;
  const sources = await listSources(db, { quarter, limit: SOURCES_SHOWN });
  const back = refused && atTheirTheme(refused);
  const shown = { report, sources, owners, refused: back, place: placeOf(actor, 'changes') };
  const title = quarterName(wordsFor(language).changes, quarter);
  return answerPage(c, <ChangeReportPage {...shown} />, { title, status: refused ? 422 : 200 });
}

/** A form of a theme has its fields under the theme's name on the page. */
function atTheirTheme({ values, problems }: Refused) {
  const { theme } = values;
  if (theme === undefined) return { theme, values, problems };
  const named: Record<string, string> = {};
  for (const [field, problem] of Object.entries(problems)) named[`${theme}-${field}`] = problem;
  return { theme, values, problems: named };
}
