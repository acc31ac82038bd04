import { checkDigit } from '../customers/bin.ts';
import type { Random } from './random.ts';

/**
 * A valid BIN (kazakhstan.md §1): year and month of registration, 40 for a
 * resident's head office, the serial, and the digit that makes it valid. A
 * serial without a valid digit (one in 121) is passed over, so callers leave
 * gaps between the serials they ask for.
 */
export function makeBin(random: Random, firstSerial: number): string {
  const year = String(random.whole(3, 22)).padStart(2, '0');
  const month = String(random.whole(1, 12)).padStart(2, '0');
  for (let serial = firstSerial; ; serial += 1) {
    const stem = `${year}${month}40${String(serial).padStart(5, '0')}`;
    const digit = checkDigit(Array.from(stem, Number));
    if (digit !== undefined) return `${stem}${digit}`;
  }
}
