const FIRST_WEIGHTS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const SECOND_WEIGHTS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];
const NO_DIGIT = 10;

/**
 * Whether a text is a valid BIN of a business or IIN of a person: twelve
 * digits, the month and the kind in their places, the last one the check digit
 * (Government resolutions 406 of 2007 and 565 of 2003).
 */
export function isBin(text: string): boolean {
  if (!/^\d{12}$/.test(text)) return false;
  const digits = Array.from(text, Number);
  const month = Number(text.slice(2, 4));
  if (month < 1 || month > 12) return false;
  return isKind(text) && checkDigit(digits) === digits[11];
}

/** The check digit of the first eleven; `undefined` where both passes give ten, a number that is never issued. */
export function checkDigit(digits: readonly number[]): number | undefined {
  const first = weigh(digits, FIRST_WEIGHTS);
  if (first !== NO_DIGIT) return first;
  const second = weigh(digits, SECOND_WEIGHTS);
  return second === NO_DIGIT ? undefined : second;
}

const weigh = (digits: readonly number[], weights: readonly number[]) =>
  weights.reduce((sum, weight, place) => sum + weight * (digits[place] ?? 0), 0) % 11;

/** In a BIN the fifth digit is the kind of business, in an IIN the tens of the day of birth. */
function isKind(text: string): boolean {
  const fifth = Number(text[4]);
  if (fifth >= 4) return fifth <= 6 && Number(text[5]) <= 3;
  const day = Number(text.slice(4, 6));
  const century = Number(text[6]);
  return day >= 1 && day <= 31 && century >= 1 && century <= 6;
}
