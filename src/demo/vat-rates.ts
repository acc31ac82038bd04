import type { Insertable } from 'kysely';
import type { DB } from '../platform/db/schema.ts';

/**
 * VAT of Kazakhstan by the day of turnover (R14; kazakhstan.md §3). The days of
 * change before 2009 are recalled; 16 % from 1 January 2026 is the Tax Code
 * 214-VIII of 18 July 2025.
 */
export const vatRates: readonly Insertable<DB['vatRate']>[] = [
  { validDuring: '[1992-01-01,1993-01-01)', rateBp: 2800 },
  { validDuring: '[1993-01-01,2001-07-01)', rateBp: 2000 },
  { validDuring: '[2001-07-01,2004-01-01)', rateBp: 1600 },
  { validDuring: '[2004-01-01,2007-01-01)', rateBp: 1500 },
  { validDuring: '[2007-01-01,2008-01-01)', rateBp: 1400 },
  { validDuring: '[2008-01-01,2009-01-01)', rateBp: 1300 },
  { validDuring: '[2009-01-01,2026-01-01)', rateBp: 1200 },
  { validDuring: '[2026-01-01,)', rateBp: 1600 },
];

const RATE_CHANGES_ON = '2026-01-01';

/** The rate in the time that the demo world covers, in basis points; days are `YYYY-MM-DD`. */
export const vatRateOn = (day: string): number => (day < RATE_CHANGES_ON ? 1200 : 1600);
