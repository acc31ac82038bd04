import { shareOf } from '../measures/money.ts';
import { StripeError } from './stripe-error.ts';

/** Amounts have at most eight digits (R36), in every currency that is not told otherwise. */
const CEILING_MINOR = 99_999_999;
/** The least is half a dollar's worth; these are near it. */
const leastMinor: Readonly<Record<string, number>> = { kzt: 25_000, rub: 4_000, jpy: 75, kwd: 150 };
const LEAST_MINOR = 50;
const thousandths: ReadonlySet<string> = new Set(['bhd', 'jod', 'kwd', 'omr', 'tnd']);
const FEE_BP = 290;
/** What a dispute costs: about 15 dollars. */
const disputeFees: Readonly<Record<string, number>> = { kzt: 800_000, jpy: 2_200, kwd: 4_600 };
const DISPUTE_FEE_MINOR = 1_500;

/** Refuses an amount that Stripe would not take; minor units, currency in small letters. */
export function refuseAmount(
  amountMinor: number,
  currency: string,
  ceilings: Readonly<Record<string, number>>,
  param: string,
): void {
  const no = (code: string, message: string) =>
    new StripeError(400, message, { code, param, isBeforehand: true });
  if (!isKnown(currency)) throw no('parameter_invalid', `Invalid currency: ${currency}.`);
  if (amountMinor < 1) throw no('parameter_invalid_integer', 'Invalid positive integer');
  const most = ceilings[currency] ?? CEILING_MINOR;
  if (amountMinor > most) {
    throw no('amount_too_large', `Amount must be no more than ${most} ${currency}`);
  }
  const least = leastMinor[currency] ?? LEAST_MINOR;
  if (amountMinor < least) {
    throw no('amount_too_small', `Amount must be at least ${least} ${currency}`);
  }
  if (thousandths.has(currency) && amountMinor % 10 !== 0) {
    throw no('parameter_invalid_integer', `Amounts in ${currency} end with 0.`);
  }
}

/** What a charge costs, in its own currency. */
export const feeOf = (amountMinor: number) => shareOf({ amountMinor, rateBp: FEE_BP });

/** What a dispute costs, in its own currency. */
export const disputeFeeOf = (currency: string) => disputeFees[currency] ?? DISPUTE_FEE_MINOR;

/**
 * An amount as people read it, with as many digits behind the point as its
 * currency has: none of yen, three of Kuwait's dinars.
 */
export function writtenAmount(amountMinor: number, currency: string, locale: string): string {
  const currencyDisplay = 'narrowSymbol';
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const text = String(amountMinor).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return format.format(Number(digits ? `${whole}.${text.slice(-digits)}` : whole));
}

const known: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
const isKnown = (currency: string) => known.has(currency.toUpperCase());
