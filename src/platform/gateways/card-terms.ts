/** What one payment by card may be, in minor units of its currency. */
type CardLimits = { amountMinorMin: number; amountMinorMax: number };

/** What a payment provider is able to do (R36, K8): asked before anything is promised. */
export type CardTerms = {
  /** By ISO 4217 code in capitals. A currency that is absent is not taken. */
  limits: Readonly<Record<string, CardLimits>>;
  /** Whether money may go back in parts, several times for one payment. */
  refundsInPart: boolean;
};

/** Why a card cannot pay an amount, with what a person needs to know to choose another way. */
export type CardAmountProblem =
  | { code: 'currency'; currency: string }
  | { code: 'notWhole' }
  | { code: 'tooSmall'; amountMinorMin: number }
  | { code: 'tooLarge'; amountMinorMax: number }
  | { code: 'lastDigit'; stepMinor: number };

/** Dinars and rials of a thousand parts: card schemes settle them in hundredths, so the last digit is nought. */
const thousandths: ReadonlySet<string> = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);
const THOUSANDTHS_STEP_MINOR = 10;

/**
 * Currencies whose smallest unit Stripe counts otherwise than ISO 4217 does (read
 * 2026-11: docs.stripe.com/currencies): krónur and shillings in hundredths that do
 * not exist, ariary without its fifths. Taken for ours, an amount would be a hundred
 * times wrong, so they are not taken at all.
 */
const countedOtherwise: ReadonlySet<string> = new Set(['ISK', 'MGA', 'UGX']);

/**
 * Whether card payments may be offered in a currency (ISO 4217, capitals): only
 * where the provider's smallest unit is ours. Yen have none smaller (1 minor unit
 * is 1 yen), dinars of Kuwait have thousandths.
 */
export function isCardCurrency(currency: string): boolean {
  return /^[A-Z]{3}$/.test(currency) && !countedOtherwise.has(currency);
}

/**
 * The reason why a card cannot pay this amount, or `undefined` when it can. Asked
 * before an order is promised (invariant 31), and once more before the provider is.
 * Amounts are minor units as ISO 4217 counts them (invariant 32); both bounds are
 * themselves allowed.
 */
export function refuseCardAmount(
  terms: CardTerms,
  asked: { amountMinor: number; currency: string },
): CardAmountProblem | undefined {
  const { amountMinor, currency } = asked;
  const limits = Object.hasOwn(terms.limits, currency) ? terms.limits[currency] : undefined;
  if (!limits || !isCardCurrency(currency)) return { code: 'currency', currency };
  if (!Number.isSafeInteger(amountMinor)) return { code: 'notWhole' };
  const { amountMinorMin, amountMinorMax } = limits;
  if (amountMinor < amountMinorMin) return { code: 'tooSmall', amountMinorMin };
  if (amountMinor > amountMinorMax) return { code: 'tooLarge', amountMinorMax };
  const stepMinor = thousandths.has(currency) ? THOUSANDTHS_STEP_MINOR : 1;
  return amountMinor % stepMinor === 0 ? undefined : { code: 'lastDigit', stepMinor };
}
