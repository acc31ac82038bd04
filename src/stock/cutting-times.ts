import { openingOf, workingDaysAfter } from '../measures/calendar.ts';

/** When a job may begin and when it can be ready. */
export type CuttingTimes = {
  /** The saw does not begin before: until then cancelling costs nothing (R19). */
  startsFrom: Date;
  /** The trading day on which it is ready at the earliest, `YYYY-MM-DD` in Almaty. */
  readyOn: string;
};

/**
 * When a job of so many cuts gets its turn if it is ordered on a day: the machine
 * works off what is queued before it, so many cuts a working day, from the
 * working day after the order on. It may begin as that day opens. No cuts are
 * ready at once; then nothing is ever begun.
 */
export function cuttingTimes(job: {
  cuts: number;
  queuedCuts: number;
  cutsPerDay: number;
  on: string;
}): CuttingTimes {
  const { cuts, queuedCuts, cutsPerDay, on } = job;
  const daysBefore = Math.floor(queuedCuts / cutsPerDay);
  const days = cuts === 0 ? 0 : Math.ceil((queuedCuts + cuts) / cutsPerDay);
  return {
    startsFrom: openingOf(workingDaysAfter(on, daysBefore + 1)),
    readyOn: workingDaysAfter(on, days),
  };
}
