import type { Insertable } from 'kysely';
import type { DB } from '../platform/db/schema.ts';
import { demoBranches } from './branches.ts';
import { during, momentOn } from './moments.ts';
import type { Random } from './random.ts';

/** A day before anything of the demo was sold. */
const SINCE = '2020-01-01';

/**
 * Up to so many kilometres a vehicle of so many tonnes: tenge for it, for a tonne
 * and a kilometre, and at least. In the city a vehicle is charged whole; on the road
 * a trailer costs 25 ₸ for t·km, a plausible figure of the demo.
 */
const fields = [
  [30, 5, 25_000, 0, 0],
  [30, 10, 38_000, 0, 0],
  [30, 20, 60_000, 0, 0],
  [500, 5, 20_000, 60, 45_000],
  [500, 10, 35_000, 40, 70_000],
  [500, 20, 60_000, 25, 110_000],
  [3_000, 5, 40_000, 60, 250_000],
  [3_000, 10, 60_000, 38, 300_000],
  [3_000, 20, 90_000, 24, 400_000],
] as const;

const MINOR = 100;
const G_PER_TONNE = 1_000_000;

/** The delivery tariff of each branch of the demo, the same everywhere. */
export function demoTariffs(random: Random): {
  tariffs: Insertable<DB['freightTariff']>[];
  bands: Insertable<DB['freightBand']>[];
} {
  const tariffs = demoBranches.map(({ code }) => ({
    id: random.fork(`freight ${code}`).id(momentOn(SINCE, 9)),
    branchCode: code,
    validDuring: during(SINCE, undefined),
    changedAt: momentOn(SINCE, 9),
  }));
  const bands = tariffs.flatMap(({ id }) =>
    fields.map(([upToKm, tonnes, base, perTonneKm, least]) => ({
      ...{ tariffId: id, upToKm, upToG: tonnes * G_PER_TONNE, baseMinor: base * MINOR },
      ...{ perTonneKmMinor: perTonneKm * MINOR, leastMinor: least * MINOR },
    })),
  );
  return { tariffs, bands };
}
