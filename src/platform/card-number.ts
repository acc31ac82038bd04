/** What people and copied pages put between the groups of a number: spaces of any width, dots, dashes. */
const GAP = String.raw`[ \u00a0\u2007\u2009\u202f.\-\u2010-\u2015]{1,2}`;
/** A month and a year, as they stand behind a card's number: no fifth group of an account. */
const UNTIL = String.raw`(?:0[1-9]|1[0-2])\d\d`;

/**
 * Numbers as they stand on cards: in one piece, in fours, or 4-6-5 and 4-6-4 as on
 * American Express and Diners. What stands before and behind may be anything, since
 * people write the month and the code of a card beside it; only what is a part of a
 * longer number, of an account in groups or of an identifier is none.
 */
const WRITTEN = new RegExp(
  [
    String.raw`(?<![A-Za-z\d])(?<!\d-)\d{14,19}(?![A-Za-z\d]|-[A-Za-z])`,
    String.raw`(?<![A-Za-z\d])(?<![A-Za-z]{2}\d\d${GAP})(?<!(?!20[2-4]\d)\d{4}${GAP})`.concat(
      String.raw`(?:(?:\d{4}${GAP}){3}\d{4}(?:${GAP}\d{3}(?!\d))?|\d{4}${GAP}\d{6}${GAP}\d{4,5})`,
      String.raw`(?![A-Za-z\d])(?!${GAP}(?!${UNTIL}(?!\d))\d{4}(?!\d))`,
    ),
  ].join('|'),
  'gu',
);

/**
 * Who numbers cards how: Visa, Mastercard, Mir, UnionPay, JCB, American Express, Diners,
 * Discover, Maestro, and the national ones of Belarus, Kyrgyzstan, Turkey and Uzbekistan.
 */
const SCHEMES = new RegExp(
  [
    ...[String.raw`4\d{15}(?:\d{3})?`, String.raw`5[1-5]\d{14}`],
    ...[String.raw`2(?:2\d|[3-6]\d|7[01])\d{13}`, String.raw`2720\d{12}`],
    ...[String.raw`(?:62|81)\d{14,17}`, String.raw`35(?:2[89]|[3-8]\d)\d{12}`],
    ...[String.raw`3[47]\d{13}`, String.raw`3(?:0[0-5]|[68]\d)\d{11}`],
    ...[String.raw`(?:50|5[6-9]|6\d)\d{14,17}`, String.raw`(?:9112|9417|9792|8600|9860)\d{12}`],
  ]
    .map((scheme) => `^(?:${scheme})$`)
    .join('|'),
);

/** The code of three digits behind a number: no part of it. */
const CODE_BEHIND = new RegExp(String.raw`^(.*\d)(${GAP}\d{3})$`, 'u');

/**
 * The text with every payment card's number in it hidden up to its last four
 * digits. Nobody here takes card numbers, whatever field they are typed into
 * (PCI DSS 3.4: at most the last four may stay); codes of goods, accounts and BINs
 * have another length, another beginning or another check digit. Text without one
 * comes back as it is.
 */
export function hideCardNumbers(text: string): string {
  if (text.length < 14) return text;
  return text.replace(WRITTEN, (written) => {
    if (isCard(written)) return hidden(written);
    const [, number = '', code = ''] = CODE_BEHIND.exec(written) ?? [];
    return isCard(number) ? `${hidden(number)}${code}` : written;
  });
}

const digitsOf = (written: string) => written.replaceAll(/\D/g, '');
const hidden = (written: string) => `•••• ${digitsOf(written).slice(-4)}`;

function isCard(written: string): boolean {
  const digits = digitsOf(written);
  return SCHEMES.test(digits) && isChecked(digits);
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
