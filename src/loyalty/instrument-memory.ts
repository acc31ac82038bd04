import type { Db } from '../platform/db/database.ts';
import type { Instrument } from './instrument.ts';
import { findInstrument } from './instrument-version.queries.ts';

/** Gives the instrument of a version. */
export type ReadInstrument = (version: number) => Promise<Instrument>;

/**
 * Remembers every version that was asked for: a published one never changes, so
 * no page pays for it twice. One that could not be read is asked for again.
 */
export function rememberInstruments(db: Db): ReadInstrument {
  const known = new Map<number, Promise<Instrument>>();
  return (version) => {
    const reading = known.get(version) ?? findInstrument(db, version);
    known.set(version, reading);
    reading.catch(() => known.delete(version));
    return reading;
  };
}
