import { changeStandings } from '../../../src/loyalty/change-report.ts';
import { insertLetter } from '../../../src/loyalty/dashboard-letter.queries.ts';
import { draftChanges } from '../../../src/loyalty/draft-changes.ts';
import { caseCauses } from '../../../src/loyalty/satisfaction-case.ts';
import { beginInstrument, writeInstrument } from '../../../src/loyalty/write-instrument.ts';
import {
  limitBounds,
  limitNames,
  withTouchpoint,
} from '../../../src/loyalty/written-instrument.ts';
import { hashToken, newSessionToken } from '../../../src/people/session-token.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { newId } from '../../../src/platform/id.ts';
import { standsAtRisk } from '../../support/at-risk.ts';
import {
  type Field,
  anyId,
  choice,
  exactNumber,
  exactly,
  exactlyAsTyped,
  matching,
  number,
  tick,
  words,
} from '../../support/every-form.ts';
import { aSolvedCase } from '../../support/prompting.ts';
import { at } from '../../support/world.ts';
import { type Forms, clerks, cookies, db, us } from './cast.ts';
import { aCase } from './loyalty.forms.ts';

/** The draft of what a quarter changed, which has one theme. */
async function aDraftOfChanges(standing: 'open' | 'left-out' | 'not-done'): Promise<string> {
  const { company, buyer, orderId } = us;
  const of = { personId: buyer.personId, companyId: company.id, orderId };
  const ownerId = clerks.head.personId;
  const word = (kind: string) => `a ${kind}`;
  await aSolvedCase(db, { ...of, ownerId, word, cause: 'speed', closedAt: at });
  const quarter = '2026-10-01';
  const id = await transact(db, (tx) => draftChanges(tx, clerks.head, { quarter, at }));
  await db.updateTable('changeEntry').set({ standing }).where('reportId', '=', id).execute();
  return id;
}

let published = 0;

/** The draft of the instrument, begun anew. */
async function aDraftOfInstrument(): Promise<Field> {
  await db.deleteFrom('instrumentDraft').execute();
  await transact(db, (tx) => beginInstrument(tx, clerks.head, at));
  return exactNumber('1');
}

/** What our own people do about answers: calls, cases, the instrument, changes. */
export const loyaltyOfficeForms: Forms = {
  'POST /office/at-risk/:companyId/calls': async () => {
    await standsAtRisk(db, us.company.id);
    return {
      ...{ cookie: cookies.head, params: { companyId: exactly(us.company.id) } },
      fields: {
        ...{ key: anyId(newId()), outcome: words('buys in spring', { min: 1, max: 500 }) },
        nextStep: words('send the price', { min: 1, max: 200 }),
        nextOn: exactlyAsTyped('2026-12-10'),
      },
    };
  },
  'POST /office/at-risk/:companyId/snoozes': async () => {
    await standsAtRisk(db, us.company.id);
    return {
      ...{ cookie: cookies.head, params: { companyId: exactly(us.company.id) } },
      fields: {
        ...{ key: anyId(newId()), why: words('on holiday', { min: 1, max: 500 }) },
        until: exactlyAsTyped('2026-12-10'),
      },
    };
  },
  'POST /office/cases/:caseId/contact': async () => ({
    cookie: cookies.head,
    params: { caseId: exactly(await aCase(us, 'open')) },
    fields: {
      version: exactNumber('1'),
      contactNote: words('The scale was broken', { min: 1, max: 1000 }),
    },
  }),
  'POST /office/cases/:caseId/promise': async () => ({
    cookie: cookies.head,
    params: { caseId: exactly(await aCase(us, 'contacted')) },
    fields: {
      version: exactNumber('1'),
      cause: choice('speed', caseCauses),
      causeNote: words('One scale for two gates', { max: 1000 }),
      resolution: words('A second scale', { min: 1, max: 1000 }),
      promisedOn: matching('2027-01-15', /^2027-01-15$/),
    },
  }),
  'POST /office/cases/:caseId/resolution': async () => ({
    cookie: cookies.head,
    params: { caseId: exactly(await aCase(us, 'promised')) },
    fields: {
      version: exactNumber('1'),
      outcome: words('It stands', { min: 1, max: 1000 }),
    },
  }),
  'POST /office/loyalty/letters': async () => ({
    cookie: cookies.head,
    fields: {
      rhythm: choice('weekly', ['weekly', 'monthly']),
      language: choice('ru', ['kk', 'ru', 'en']),
    },
  }),
  'POST /office/loyalty/letters/end': async () => ({ cookie: cookies.head }),
  'POST /letters/by-link/:token': async () => {
    const token = newSessionToken();
    const { personId } = clerks.head;
    await db
      .insertInto('dashboardLetter')
      .values({ personId, rhythm: 'weekly', language: 'en', since: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await db.deleteFrom('dashboardLetterSent').execute();
    const of = { personId, rhythm: 'weekly', periodBegins: '2026-11-23', at } as const;
    await transact(db, (tx) => insertLetter(tx, { ...of, tokenHash: hashToken(token) }));
    return { params: { token: exactly(token) } };
  },
  'POST /office/instrument/draft': async () => ({ cookie: cookies.head }),
  'POST /office/instrument/draft/items': async () => ({
    cookie: cookies.admin,
    fields: {
      version: await aDraftOfInstrument(),
      item: exactly('OSAT'),
      kk: words('Ризасыз ба?', { min: 1, max: 300 }),
      ru: words('Вы довольны?', { min: 1, max: 300 }),
      en: words('Are you satisfied?', { min: 1, max: 300 }),
      alarmAt: choice('3', ['1', '2', '3', '4']),
    },
  }),
  'POST /office/instrument/draft/touchpoints': async () => ({
    cookie: cookies.head,
    fields: {
      version: await aDraftOfInstrument(),
      touchpoint: exactly('TP_PICKUP_DONE'),
      isOn: tick(),
      sampled: number('50', { min: 5, max: 100, decimals: 2 }),
      earliest: number('2', { min: 0, max: 719, decimals: 0 }),
      latest: number('720', { min: 3, max: 720, decimals: 0 }),
    },
  }),
  'POST /office/instrument/draft/limits': async () => ({
    cookie: cookies.head,
    fields: {
      version: await aDraftOfInstrument(),
      ...Object.fromEntries(
        limitNames.map((name) => [
          name,
          number(String(limitBounds[name].min), { ...limitBounds[name], decimals: 0 }),
        ]),
      ),
    },
  }),
  'POST /office/instrument/draft/publication': async () => {
    await aDraftOfInstrument();
    // Other hours each time, since a version that asks as the last one does is not published.
    published += 1;
    const off = { touchpoint: 'TP_DOCS', isOn: false, sampledBp: 5000 };
    const window = { earliestHours: published % 168, latestHours: 720 };
    await transact(db, (tx) =>
      writeInstrument(tx, clerks.head, {
        version: 1,
        change: (draft) => withTouchpoint(draft, { ...off, ...window }),
      }),
    );
    return {
      cookie: cookies.head,
      fields: {
        version: exactNumber('2'),
        from: matching('2027-01-15', /^2027-01-15$/),
        reason: words('Fewer papers', { min: 1, max: 300 }),
      },
    };
  },
  'POST /office/instrument/draft/end': async () => ({ cookie: cookies.head }),
  'POST /office/changes': async () => {
    await aDraftOfChanges('open');
    return { cookie: cookies.head, fields: { quarter: choice('2026-10-01', ['2026-10-01']) } };
  },
  'POST /office/changes/:reportId/entries': async () => {
    const reportId = await aDraftOfChanges('open');
    const { version } = await db
      .selectFrom('changeReport')
      .where('id', '=', reportId)
      .select('version')
      .executeTakeFirstOrThrow();
    return {
      cookie: cookies.head,
      params: { reportId: exactly(reportId) },
      fields: {
        version: exactNumber(String(version)),
        theme: exactly('speed'),
        standing: choice('changed', changeStandings),
        changedOn: matching('2026-11-20', /^2026-11-20$/),
        ownerId: exactly(clerks.head.personId),
        ru: words('Вторая смена', { max: 1000 }),
        kk: words('Екінші ауысым', { max: 1000 }),
        en: words('A second shift', { max: 1000 }),
      },
    };
  },
  'POST /office/changes/:reportId/publication': async () => {
    const reportId = await aDraftOfChanges('not-done');
    const { version } = await db
      .selectFrom('changeReport')
      .where('id', '=', reportId)
      .select('version')
      .executeTakeFirstOrThrow();
    return {
      cookie: cookies.head,
      params: { reportId: exactly(reportId) },
      fields: { version: exactNumber(String(version)) },
    };
  },
};
