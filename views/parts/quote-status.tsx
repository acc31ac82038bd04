import type { BuyerStanding, StaffStanding } from '../../src/ordering/quote.ts';
import { useFigures, useWords } from '../language.tsx';
import { Status } from './status.tsx';

const HOUR_MS = 3_600_000;
const HOURS_A_DAY = 24;

type Mood = Parameters<typeof Status>[0]['mood'];

const buyerMoods: Record<BuyerStanding, Mood> = {
  'with-us': 'idle',
  'your-turn': 'info',
  'part-ordered': 'info',
  ordered: 'ok',
  declined: 'err',
  cancelled: 'err',
  expired: 'warn',
};

const staffMoods: Record<StaffStanding, Mood> = {
  'to-answer': 'warn',
  'in-work': 'idle',
  sent: 'info',
  revising: 'idle',
  'part-ordered': 'info',
  ordered: 'ok',
  declined: 'err',
  withdrawn: 'err',
  expired: 'warn',
};

/** Where a quote stands, in the buyer's words (R37). */
export const BuyerQuoteStatus = ({ standing }: { standing: BuyerStanding }) => (
  <Status mood={buyerMoods[standing]}>{useWords().quotes.standings[standing]}</Status>
);

/** Where it stands, in ours. */
export const StaffQuoteStatus = ({ standing }: { standing: StaffStanding }) => (
  <Status mood={staffMoods[standing]}>{useWords().quotes.staffStandings[standing]}</Status>
);

/** Until when a version holds, and how much of that is left at a moment. */
export const Validity = ({ until, at }: { until: Date; at: Date }) => {
  const { quotes } = useWords();
  const figures = useFigures();
  const hours = Math.ceil((until.getTime() - at.getTime()) / HOUR_MS);
  if (until <= at) return <>{quotes.validOver(figures.moment(until))}</>;
  const left =
    hours <= HOURS_A_DAY
      ? quotes.validHours(hours)
      : quotes.validDays(Math.floor(hours / HOURS_A_DAY));
  return (
    <>
      {quotes.validUntil(figures.momentUntil(until))} <small class="meta">({left})</small>
    </>
  );
};
