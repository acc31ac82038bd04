import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The tables that ship with the program; where they come from is in data/README.md. */
export type LoyaltyFile = 'instrument' | 'driver_view';

/** Reads one of the shipped tables, as whatever it holds. Throws when the file is missing or no JSON. */
export function readLoyaltyData(name: LoyaltyFile): unknown {
  // Also asked for while a database is made, by programs that know no `import.meta.resolve`.
  const file = createRequire(import.meta.url).resolve(`#root/src/loyalty/data/${name}.json`);
  const table: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return table;
}
