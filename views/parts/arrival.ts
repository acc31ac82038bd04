import type { Arrival } from '../../src/delivery/route.ts';
import { tradingDay } from '../../src/measures/calendar.ts';
import { useFigures, useWords } from '../language.tsx';

/** How an interval of arrival is written in the reader's language; the day once where it is one. */
export function useInterval(): (due: Arrival) => string {
  const { tracking } = useWords();
  const figures = useFigures();
  return ({ from, until }) => {
    const isOneDay = tradingDay(from) === tradingDay(until);
    const last = isOneDay ? figures.time(until) : figures.moment(until);
    return tracking.between(figures.moment(from), last);
  };
}
