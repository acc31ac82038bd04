import { addDays, tradingDay } from '../measures/calendar.ts';
import { rolesOfStaffThatMay } from '../people/actor.ts';
import { type Branch, listBranches } from '../people/branch.queries.ts';
import { hashToken, newSessionToken } from '../people/session-token.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { failpoint } from '../platform/failpoint.ts';
import type { LetterRhythm } from '../platform/db/schema.ts';
import { postMail } from '../platform/post-mail.ts';
import { insertLetter, type LetterReader, listLetterReaders } from './dashboard-letter.queries.ts';
import { type FigureShown, findNight, listFigures } from './nightly/figure.queries.ts';

/** What a letter with the figures is made of. The token stands nowhere else. */
export type DashboardNotice = Pick<LetterReader, 'readerName' | 'language'> & {
  rhythm: LetterRhythm;
  asOf: Date;
  /** Of all customers, without what could be found of fewer than five people. */
  figures: readonly FigureShown[];
  branches: readonly Branch[];
  token: string;
};

/** A letter in the reader's language; views write it, the worker binds them. */
export type WriteDashboard = (notice: DashboardNotice) => { subject: string; body: string };

const rhythms = ['weekly', 'monthly'] as const satisfies readonly LetterRhythm[];

/** The day on which the week or month of a day began. */
export function periodBegins(rhythm: LetterRhythm, day: string): string {
  if (rhythm === 'monthly') return `${day.slice(0, 7)}-01`;
  const sinceMonday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(day, -sinceMonday);
}

/**
 * Writes the figures of loyalty to those of ours who want them, once a week or month: as
 * soon as a night of the new period is done, by the figures that the page shows too. The
 * letter and the note of it are one transaction, so that whoever runs twice, or is killed
 * between, writes one. Who may not see the page any more is not written to. The worker
 * asks every hour.
 */
export async function mailDashboard(db: Db, write: WriteDashboard, at: Date): Promise<void> {
  const today = tradingDay(at);
  const readers = await readersOf(db, today);
  if (readers.length === 0) return;
  const night = await findNight(db);
  const { doneDay, doneAsOf: asOf } = night ?? {};
  if (!doneDay || !asOf) return;
  const [figures, branches] = await Promise.all([listFigures(db, 'all'), listBranches(db)]);
  for (const { rhythm, periodBegins: begins, reader } of readers) {
    // The figures of the period before would be told as those of this one.
    if (doneDay < begins) continue;
    const { personId, recipient, readerName, language } = reader;
    const token = newSessionToken();
    await transact(db, async (tx) => {
      const of = { personId, rhythm, periodBegins: begins };
      if (!(await insertLetter(tx, { ...of, tokenHash: hashToken(token), at }))) return;
      failpoint('dashboard.before-letter');
      const letter = write({ readerName, language, rhythm, asOf, figures, branches, token });
      const dedupeKey = `dashboard ${rhythm} ${begins} to ${personId}`;
      await postMail(tx, { ...letter, dedupeKey, recipient });
    });
  }
}

async function readersOf(db: Db, today: string) {
  const mayRead = rolesOfStaffThatMay('see-loyalty');
  const found = await Promise.all(
    rhythms.map(async (rhythm) => {
      const begins = periodBegins(rhythm, today);
      const readers = await listLetterReaders(db, { rhythm, periodBegins: begins });
      return readers
        .filter(({ role }) => mayRead.includes(role))
        .map((reader) => ({ rhythm, periodBegins: begins, reader }));
    }),
  );
  return found.flat();
}
