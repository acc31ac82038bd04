const SHAPE = /^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/;
/** In Kazakhstan: three digits of the bank and thirteen signs of the account. */
const KAZAKH = /^KZ\d{5}[A-Z\d]{13}$/;

/** An account number as it is compared: capitals, without spaces. */
export const foldAccount = (text: string): string =>
  text.toUpperCase().replaceAll(/[^\p{L}\d]+/gu, '');

/**
 * Whether a text is a valid IBAN (ISO 13616): the country, two check digits and
 * the account; as digits, with the first four signs at the end and letters as
 * 10 to 35, it leaves 1 when divided by 97. One of Kazakhstan (ИИК) has twenty
 * signs. Spaces and small letters are for `foldAccount` to put right.
 */
export function isIban(text: string): boolean {
  if (!SHAPE.test(text) || (text.startsWith('KZ') && !KAZAKH.test(text))) return false;
  const turned = text.slice(4) + text.slice(0, 4);
  let rest = 0;
  for (const sign of turned) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
