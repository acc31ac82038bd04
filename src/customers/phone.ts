/**
 * The digits of a phone number as people write it, without the country's prefix
 * 7 or 8: `+7 (701) 555-12-34` and `8 701 5551234` are `7015551234`. Fewer than
 * ten digits stay as they are, for searches by the last four. `undefined` for
 * what is no number.
 */
export function phoneDigits(text: string): string | undefined {
  if (!/^[\d\s()+.\-–]+$/.test(text.trim())) return undefined;
  const digits = text.replaceAll(/\D/g, '');
  if (digits.length < 4 || digits.length > 15) return undefined;
  return digits.length === 11 && /^[78]/.test(digits) ? digits.slice(1) : digits;
}

/**
 * A number as a provider dials it, with the prefix of the country: "8 701 555-12-34" is
 * `+77015551234`, and one that begins with `+` is of whatever country it says (E.164).
 * `undefined` for what cannot be dialled.
 */
export function dialledNumber(text: string): string | undefined {
  const digits = phoneDigits(text);
  if (digits === undefined) return undefined;
  if (digits.length === 10 && !text.trim().startsWith('+')) return `+7${digits}`;
  const dialled = `+${text.replaceAll(/\D/g, '')}`;
  return text.trim().startsWith('+') && /^\+[1-9]\d{7,14}$/.test(dialled) ? dialled : undefined;
}
