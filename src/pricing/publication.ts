import { addDays, tradingDay } from '../measures/calendar.ts';

/** So many days after it a publication can be taken back. */
const UNDO_DAYS = 30;

/** A published version as it stands to be taken back. */
export type Publication = {
  id: string;
  number: number;
  /** First day in force, of it or of what carries it on; null where all days are lost. */
  from: string | null;
  until: string | null;
  publishedAt: Date;
  withdrawnAt: Date | null;
  /** The publication that it took back itself. */
  undoes: string | null;
  /** The publication that it only carries on for another version of the base list. */
  continues: string | null;
  /** Whether no later publication that stands took days from it. */
  isLast: boolean;
};

/**
 * Whether a publication can be taken back on a day: it is the last of its list, is
 * in force or to come, takes nothing back itself and carries no other on, and was made at most thirty
 * days ago.
 */
export function mayBeUndone(version: Omit<Publication, 'id' | 'number'>, on: string): boolean {
  const { isLast, undoes, continues, from, until, publishedAt, withdrawnAt } = version;
  const isOver = from === null || (until !== null && until <= on);
  return (
    isLast &&
    undoes === null &&
    continues === null &&
    withdrawnAt === null &&
    !isOver &&
    on <= addDays(tradingDay(publishedAt), UNDO_DAYS)
  );
}
