import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The tables that ship with the program; where they come from is in data/README.md. */
export type LoyaltyFile = 'instrument' | 'driver_view';

/** Reads one of the shipped tables, as whatever it holds. Throws when the file is missing or no JSON. */
export function readLoyaltyData(name: LoyaltyFile): unknown {
  const file = fileURLToPath(import.meta.resolve(`#root/src/loyalty/data/${name}.json`));
  const table: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return table;
}
