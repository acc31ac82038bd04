import { z } from 'zod';
import { readLoyaltyData } from './data-files.ts';
import type { Instrument } from './instrument.ts';

const word = z.string().trim().min(1);

const outcome = z
  .object({
    id: z.enum(['RLOY', 'ELOY', 'HSA', 'LSA']),
    name: word,
    our_definition: word,
    hypothesised_drivers: z.array(
      z
        .object({
          construct: word,
          hypothesis: word,
          paper_effect: z.number(),
          note: word.optional(),
        })
        .transform(({ paper_effect: paperEffect, note, ...rest }) => ({
          ...rest,
          paperEffect,
          note: note ?? null,
        })),
    ),
    usable_driver_items: z.array(word),
    level: word.optional(),
  })
  .transform((raw) => ({
    id: raw.id,
    name: raw.name,
    definition: raw.our_definition,
    hypotheses: raw.hypothesised_drivers,
    drivers: raw.usable_driver_items,
    level: raw.level ?? null,
  }));

const definitions = z
  .object({
    schema: z.literal('loyalty-driver-view/1'),
    principle: word,
    outcomes: z.array(outcome).length(4),
    display: z.object({ words_forbidden: z.array(word) }),
    excluded_as_drivers: z.record(z.string(), word),
  })
  .transform(({ principle, outcomes, display, excluded_as_drivers: excluded }) => ({
    principle,
    outcomes,
    excluded,
    forbiddenWords: display.words_forbidden,
  }));

/**
 * What the driver view shows of each outcome: its definition, the items that may stand
 * beside it, and the paper's claims, which are words and enter no calculation.
 */
export type DriverDefinitions = z.infer<typeof definitions>;

/**
 * The definitions that ship with the program, for an instrument. Throws when a driver is
 * no item, is asked of other people than customers, is an outcome itself, or is on the
 * list of those never to be shown.
 */
export function readDriverDefinitions(instrument: Instrument): DriverDefinitions {
  return parseDriverDefinitions(readLoyaltyData('driver_view'), instrument);
}

/** Reads definitions of the written form; throws as `readDriverDefinitions` does. */
export function parseDriverDefinitions(
  written: unknown,
  instrument: Instrument,
): DriverDefinitions {
  const parsed = definitions.parse(written);
  const faults = [
    ...parsed.outcomes.flatMap(({ id, drivers }) =>
      drivers.flatMap((driver) => faultsOfDriver(id, driver, parsed, instrument)),
    ),
    ...parsed.outcomes.flatMap(({ id, hypotheses }) =>
      hypotheses
        .filter(({ construct }) => !instrument.constructs.some((one) => one.id === construct))
        .map(({ construct }) => `${id} names construct ${construct}, which is none`),
    ),
  ];
  if (faults.length > 0)
    throw new Error(`the driver view contradicts itself: ${faults.join('; ')}`);
  return parsed;
}

function faultsOfDriver(
  outcomeId: string,
  driver: string,
  { excluded }: DriverDefinitions,
  { items }: Instrument,
): string[] {
  const item = items.find(({ id }) => id === driver);
  if (!item) return [`${outcomeId} is driven by ${driver}, which is no item`];
  if (driver in excluded)
    return [`${outcomeId} is driven by ${driver}, which is ${excluded[driver]}`];
  if (item.role !== 'driver') return [`${outcomeId} is driven by ${driver}, which is no driver`];
  return item.audience === 'customer' ? [] : [`${outcomeId} is driven by ${driver} of employees`];
}
