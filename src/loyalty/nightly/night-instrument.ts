import type { Db } from '../../platform/db/database.ts';
import { type DriverDefinitions, readDriverDefinitions } from '../driver-definitions.ts';
import { type Instrument, readInstrument } from '../instrument.ts';
import { findInstrumentOn } from '../instrument-version.queries.ts';
import type { Scale } from '../metrics/answers.ts';

/** What the night needs of the instrument in force. */
export type NightInstrument = {
  /** Items of customers that are asked after a step, with answers from 1 to 5, and may stand beside an outcome. */
  items: readonly string[];
  /** What our own people are asked of how they sell. */
  staffItems: Instrument['staffItems'];
  definitions: DriverDefinitions;
  /** Constructs of customers that may be added up, with those of their questions that are no outcome. */
  constructs: readonly { id: string; items: readonly string[] }[];
  scaleOf: (item: string) => Scale | undefined;
};

/** The items, scales and definitions that the figures of a night are of: of the instrument that is asked by on its day. */
export async function nightInstrument(db: Db, day: string): Promise<NightInstrument> {
  const { instrument } = await findInstrumentOn(db, day);
  const scaleOf = (id: string): Scale | undefined => {
    const item = instrument.items.find((one) => one.id === id);
    const values = instrument.scales[item?.scale ?? '']?.values ?? [];
    if (typeof values === 'string') return undefined;
    const numbers = values.filter((value) => typeof value === 'number');
    const [first] = numbers;
    const last = numbers.at(-1);
    return numbers.length < 2 || first === undefined || last === undefined
      ? undefined
      : [Math.min(first, last), Math.max(first, last)];
  };
  // Definitions belong to the questions that ship; a version of the house's own may word them otherwise.
  const definitions = readDriverDefinitions(readInstrument());
  const items = instrument.items
    .filter(
      ({ id, audience, role }) =>
        audience === 'customer' && role === 'driver' && scaleOf(id)?.[1] === 5,
    )
    .map(({ id }) => id);
  const counted = new Set(
    instrument.items
      .filter(({ role, countsInConstruct }) => role === 'driver' && countsInConstruct)
      .map(({ id }) => id),
  );
  const constructs = instrument.constructs
    .filter(({ audience, isScored }) => audience === 'customer' && isScored)
    .map(({ id, items: of }) => ({ id, items: of.filter((item) => counted.has(item)) }))
    .filter(({ items: of }) => of.length > 1);
  return { items, staffItems: instrument.staffItems, definitions, constructs, scaleOf };
}
