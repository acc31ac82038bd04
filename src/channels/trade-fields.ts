import { z } from 'zod';
import { isDay } from '../measures/calendar.ts';
import { parseDecimal } from '../measures/read-number.ts';

const LARGEST_AMOUNT_TENGE = 100_000_000_000;

/** A day as a date field sends it or as people write it, `2026-11-03` or `03.11.2026`; gives `YYYY-MM-DD`. */
export const DayField = z.string().transform((text, context) => {
  const day = text
    .trim()
    .replace(/^(\d{1,2})[./](\d{1,2})[./](\d{4})$/, (_, d, m, y) =>
      [y, String(m).padStart(2, '0'), String(d).padStart(2, '0')].join('-'),
    );
  if (isDay(day)) return day;
  context.addIssue({ code: 'custom', message: day === '' ? 'required' : 'date' });
  return z.NEVER;
});

/** An amount in tenge as people type it; gives minor units, zero or more. */
export const MoneyField = decimalField({ decimals: 2, min: 0, max: LARGEST_AMOUNT_TENGE });

/** The same, but more than nothing. */
export const MoreThanNothing = MoneyField.refine((minor) => minor > 0, 'positive');

/** A share in per cent between two bounds, both in per cent; gives basis points. A per cent sign may follow. */
export const percentField = (bounds: { min: number; max: number }) =>
  z
    .string()
    .transform((text) => text.replace(/\s*%\s*$/, ''))
    .pipe(decimalField({ decimals: 2, ...bounds }));

/** A whole number between two bounds. */
export const wholeField = (bounds: { min: number; max: number }) =>
  decimalField({ decimals: 0, ...bounds });

/** A box that is ticked or is not sent at all. */
export const TickField = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes');

/** A decimal number; gives units of its last decimal. Bounds are in whole units. */
export function decimalField(wanted: { decimals: number; min: number; max: number }) {
  const { decimals, min, max } = wanted;
  const unit = 10 ** decimals;
  const problems = {
    empty: 'required',
    'not-a-number': 'number',
    'not-positive': 'positive',
    'too-large': `tooLarge:${max}`,
    'too-fine': decimals === 0 ? 'wholeNumber' : 'number',
  };
  return z.string().transform((text, context) => {
    const read = parseDecimal(text, { decimals, largest: Number.MAX_SAFE_INTEGER });
    const problem = read.ok ? outOf(read.units / unit) : problems[read.problem];
    if (read.ok && !problem) return read.units;
    context.addIssue({ code: 'custom', message: problem ?? 'number' });
    return z.NEVER;
  });

  function outOf(value: number): string | undefined {
    if (value < min) return min === 0 ? 'notNegative' : `tooSmall:${min}`;
    return value > max ? `tooLarge:${max}` : undefined;
  }
}
