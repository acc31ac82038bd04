import { tradingDay } from '../../src/measures/calendar.ts';
import { useFigures } from '../language.tsx';

/** How a moment is written on a page of today: the time alone, and with its day where it was another one. */
export function useSeen(now: Date): (moment: Date) => string {
  const figures = useFigures();
  const today = tradingDay(now);
  return (moment) => (tradingDay(moment) === today ? figures.time(moment) : figures.moment(moment));
}
