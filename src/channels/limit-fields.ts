import { LONGEST_LIMIT_DAYS, mayEndOn } from '../credit/request-limit.ts';
import { DayField } from './trade-fields.ts';

/** The last day of credit for a time that begins on a day: that one or one of the days after it. */
export const lastDayField = (on: string) =>
  DayField.superRefine((day, context) => {
    if (mayEndOn(day, on)) return;
    const message = day < on ? 'datePast' : `dateFar:${LONGEST_LIMIT_DAYS}`;
    context.addIssue({ code: 'custom', message });
  });
