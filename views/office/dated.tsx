import type { Standing } from '../../src/measures/calendar.ts';
import { useFigures, useWords } from '../language.tsx';
import { Status } from '../parts/status.tsx';

const moods = {
  'in-force': 'ok',
  'to-come': 'info',
  past: 'idle',
  replaced: 'idle',
} as const satisfies Record<Standing, string>;

/** Where a dated version stands, in words and colour. */
export const StandingStatus = ({ standing }: { standing: Standing }) => (
  <Status mood={moods[standing]}>{useWords().office.standings[standing]}</Status>
);

/** The days a version is in force. */
export const Days = (dated: { from: string | null; until: string | null }) => {
  const { office } = useWords();
  const figures = useFigures();
  if (dated.from === null) return null;
  const from = figures.date(dated.from);
  return (
    <span class="amount">
      {dated.until === null ? office.daysOpen(from) : office.days(from, figures.date(dated.until))}
    </span>
  );
};
