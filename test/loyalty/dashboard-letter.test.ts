import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { dashboardLetter } from '../../views/mail/dashboard-letter.ts';
import { wordsFor } from '../../views/language.tsx';
import { findLetterWish, listLetterReaders } from '../../src/loyalty/dashboard-letter.queries.ts';
import { mailDashboard, periodBegins } from '../../src/loyalty/mail-dashboard.ts';
import { figure } from '../../src/loyalty/nightly/figure.ts';
import type { FigureShown } from '../../src/loyalty/nightly/figure.queries.ts';
import { endLettersByLink, readLetterLink, wantLetters } from '../../src/loyalty/want-letters.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { armFailpoints } from '../../src/platform/failpoint.ts';
import type { Staff } from '../../src/people/actor.ts';
import { freshDatabase } from '../support/database.ts';
import { aClerk, aTradingDay } from '../support/world.ts';

const { db } = await freshDatabase();
const SHOP = 'https://shop.example';
/** A Thursday; the week after begins on the 30th, the month after on the 1st. */
const THURSDAY = new Date('2026-11-26T06:00:00Z');
const MONDAY = new Date('2026-11-30T06:00:00Z');
const TUESDAY = new Date('2026-12-01T06:00:00Z');

beforeAll(() => aTradingDay(db));

const write = (at: Date) => mailDashboard(db, (notice) => dashboardLetter(notice, SHOP), at);

const lettersTo = async ({ personId }: Staff) => {
  const found = await sql<{ subject: string; body: string }>`
    select subject, body from outgoing_mail join person on person.email = outgoing_mail.recipient
    where person.id = ${personId} order by outgoing_mail.created_at, outgoing_mail.id`.execute(db);
  return found.rows;
};
const tokenIn = (body: string) => /letters\/by-link\/([\w-]{43})/.exec(body)?.[1] ?? '';

async function nightOf(at: Date): Promise<void> {
  await sql`
    insert into loyalty_night (day, as_of, step, models, finished_at)
    values (${at.toISOString().slice(0, 10)}, ${at}, 'done', '{}', ${at})
    on conflict (day) do nothing`.execute(db);
}

const wants = (by: Staff, rhythm: 'weekly' | 'monthly', at = THURSDAY) =>
  transact(db, (tx) => wantLetters(tx, by, { rhythm, language: 'ru', at }));

test.each([
  ['weekly', '2026-11-30', '2026-11-30'],
  ['weekly', '2026-12-06', '2026-11-30'],
  ['weekly', '2027-01-01', '2026-12-28'],
  ['monthly', '2026-12-31', '2026-12-01'],
] as const)('a %s letter of %s is of what began on %s', (rhythm, day, begins) => {
  expect(periodBegins(rhythm, day)).toBe(begins);
});

test('the first letter comes with the next week, once its first night is done, and once only', async () => {
  const head = await aClerk(db, 'head_of_sales');
  await wants(head, 'weekly');
  await nightOf(THURSDAY);
  await write(THURSDAY);
  expect(await lettersTo(head)).toEqual([]);
  // The week has begun, and nothing of it is reckoned yet.
  await write(MONDAY);
  expect(await lettersTo(head)).toEqual([]);
  await nightOf(MONDAY);
  await Promise.all([write(MONDAY), write(MONDAY), write(TUESDAY)]);
  await write(new Date(TUESDAY.getTime() + 86_400_000));
  const letters = await lettersTo(head);
  expect(letters.map(({ subject }) => subject)).toEqual([wordsFor('ru').letters.subjects.weekly]);
});

test('a letter that was killed before it was laid out is written by the next hour', async () => {
  const head = await aClerk(db, 'head_of_sales');
  await wants(head, 'weekly');
  await nightOf(MONDAY);
  armFailpoints('dashboard.before-letter=throw');
  await expect(write(MONDAY)).rejects.toThrow('dashboard.before-letter');
  armFailpoints('');
  expect(await lettersTo(head)).toEqual([]);
  await write(MONDAY);
  expect(await lettersTo(head)).toHaveLength(1);
});

test('who changes from weeks to months gets the month, and who asks twice for the same is not put off', async () => {
  const head = await aClerk(db, 'head_of_sales');
  await wants(head, 'monthly');
  await wants(head, 'monthly', MONDAY);
  expect((await findLetterWish(db, head.personId))?.since).toEqual(THURSDAY);
  await nightOf(TUESDAY);
  await write(TUESDAY);
  expect((await lettersTo(head)).map(({ subject }) => subject)).toEqual([
    wordsFor('ru').letters.subjects.monthly,
  ]);
  await wants(head, 'weekly', TUESDAY);
  await write(TUESDAY);
  expect(await lettersTo(head)).toHaveLength(1);
});

test('who may not see the page asks in vain, and who may no more is not written to', async () => {
  const manager = await aClerk(db, 'manager');
  await expect(wants(manager, 'weekly')).rejects.toMatchObject({
    reason: { code: 'not-permitted' },
  });
  const [moved, gone] = [await aClerk(db, 'head_of_sales'), await aClerk(db, 'head_of_sales')];
  for (const one of [moved, gone]) await wants(one, 'weekly');
  await db
    .updateTable('person')
    .set({ staffRole: 'phone' })
    .where('id', '=', moved.personId)
    .execute();
  await db
    .updateTable('person')
    .set({ disabledAt: MONDAY })
    .where('id', '=', gone.personId)
    .execute();
  await nightOf(MONDAY);
  await write(MONDAY);
  for (const one of [moved, gone]) expect(await lettersTo(one)).toEqual([]);
});

test('the link of a letter ends them for whom it was sent to, again and again, and nobody else’s', async () => {
  const [head, other] = [await aClerk(db, 'head_of_sales'), await aClerk(db, 'head_of_sales')];
  for (const one of [head, other]) await wants(one, 'weekly');
  await nightOf(MONDAY);
  await write(MONDAY);
  const [letter] = await lettersTo(head);
  const token = tokenIn(letter?.body ?? '');
  expect((await readLetterLink(db, token)).isWanted).toBe(true);
  await transact(db, (tx) => endLettersByLink(tx, token));
  await transact(db, (tx) => endLettersByLink(tx, token));
  expect((await readLetterLink(db, token)).isWanted).toBe(false);
  expect(await findLetterWish(db, head.personId)).toBeUndefined();
  expect(await findLetterWish(db, other.personId)).toMatchObject({ rhythm: 'weekly' });
  const next = { rhythm: 'weekly', periodBegins: '2026-12-07' } as const;
  const readers = (await listLetterReaders(db, next)).map(({ personId }) => personId);
  expect(readers).toContain(other.personId);
  expect(readers).not.toContain(head.personId);
});

test.each(['', 'x', 'a'.repeat(43), `${'a'.repeat(42)}=`])(
  'the link %j leads nowhere and ends nothing',
  async (token) => {
    await expect(transact(db, (tx) => endLettersByLink(tx, token))).rejects.toMatchObject({
      reason: { code: 'token-invalid' },
    });
  },
);

const shownFigure = (metric: string, of: Partial<FigureShown>): FigureShown => ({
  ...figure(metric, 'all', {}),
  ...{ recomputedAt: null, ...of },
});

test.each(['en', 'ru', 'kk'] as const)(
  'in %s it says each figure with its interval, and nothing below the thresholds of the page',
  (language) => {
    const figures = [
      shownFigure('nps.contact', {
        value: 34.4,
        low: 12,
        high: 51,
        n: 44,
        accounts: 26,
        shown: 100,
      }),
      shownFigure('csat', { value: 0.987, low: 0.71, high: 0.99, n: 9, accounts: 9, shown: 20 }),
      shownFigure('index', { value: 77, low: 70, high: 80, n: 40, accounts: 4, shown: 90 }),
      shownFigure('ces', {
        value: null,
        n: 30,
        accounts: 12,
        shown: 90,
        detail: { keptBack: true },
      }),
    ];
    const { letters, loyalty } = wordsFor(language);
    const { subject, body } = dashboardLetter(
      {
        ...{ readerName: 'Ж. Б.', language, rhythm: 'weekly', asOf: MONDAY, figures },
        ...{ branches: [], token: 'T'.repeat(43) },
      },
      SHOP,
    );
    expect(subject).toBe(letters.subjects.weekly);
    expect(body).toContain(`${loyalty.metrics['nps.contact']}: +34 (`);
    expect(body).toContain(loyalty.interval('+12', '+51'));
    expect(body).toContain(`${loyalty.metrics.csat}: ${loyalty.collecting('9')}`);
    expect(body).toContain(`${loyalty.metrics.index}: ${loyalty.collecting('40')}`);
    expect(body).toContain(`${loyalty.metrics.ces}: ${loyalty.collecting('30')}`);
    expect(body).not.toMatch(/99|77|undefined|NaN|null/);
    expect(body).toContain(`${SHOP}/letters/by-link/${'T'.repeat(43)}`);
    expect(body).toContain(`${SHOP}/office/loyalty`);
  },
);
