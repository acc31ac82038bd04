/**
 * Numbers as they stand on cards: in one piece, in fours, or 4-6-5 as on American
 * Express. Neither the end of a longer number nor a part of an identifier.
 */
const WRITTEN =
  /(?<![\p{L}\d-])(?<!\d[ -])(?:\d{15,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?|\d{4}([ -])\d{6}\2\d{5})(?![\p{L}\d]|[ -]\d|-)/gu;

/** Who numbers cards how: Visa, Mastercard, Mir, UnionPay, JCB, American Express. */
const SCHEMES =
  /^(?:4\d{15}(?:\d{3})?|5[1-5]\d{14}|2(?:2[0-9]|[3-6]\d|7[01])\d{13}|2720\d{12}|62\d{14,17}|35(?:2[89]|[3-8]\d)\d{12}|3[47]\d{13})$/;

/**
 * The text with every payment card's number in it hidden up to its last four
 * digits. Nobody here takes card numbers, whatever field they are typed into
 * (PCI DSS 3.4: at most the last four may stay); codes of goods, accounts and BINs
 * have another length, another beginning or another check digit. Text without one
 * comes back as it is.
 */
export function hideCardNumbers(text: string): string {
  if (text.length < 15) return text;
  return text.replace(WRITTEN, (written) => {
    const digits = written.replace(/[ -]/g, '');
    if (!SCHEMES.test(digits) || !isChecked(digits)) return written;
    return `•••• ${digits.slice(-4)}`;
  });
}

/** The check digit of ISO/IEC 7812-1, Annex B (Luhn). */
function isChecked(digits: string): boolean {
  let sum = 0;
  for (const [place, digit] of digits.split('').toReversed().entries()) {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
