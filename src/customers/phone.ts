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
