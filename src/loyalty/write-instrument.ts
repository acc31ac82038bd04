import { recordEvent } from '../events/record-event.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import {
  deleteDraft,
  findDraft,
  findWritten,
  insertDraft,
  type InstrumentDraft,
  insertVersion,
  setDraft,
} from './instrument-version.queries.ts';
import { readWritten, type WrittenInstrument } from './read-written.ts';
import { changesBetween, nameAfter } from './written-instrument.ts';

/** Begins the next version of the instrument from the last one; the draft that is written already stays. */
export async function beginInstrument(tx: Tx, by: Staff, at: Date): Promise<void> {
  demandKeeper(by);
  await insertDraft(tx, { by: by.personId, at });
}

/**
 * Changes the draft. Nothing about whom to ask can be written: the gates, their order and
 * the lottery are no part of it. Refused as changed where a colleague wrote meanwhile.
 * Throws where the instrument would contradict itself; forms refuse that before.
 */
export async function writeInstrument(
  tx: Tx,
  by: Staff,
  writing: { version: number; change: (draft: WrittenInstrument) => WrittenInstrument },
): Promise<void> {
  demandKeeper(by);
  const draft = await lockDraft(tx, writing.version);
  await setDraft(tx, readWritten(writing.change(draft.content)));
}

/** Drops the draft; a second press finds it gone. */
export async function dropInstrument(tx: Tx, by: Staff): Promise<void> {
  demandKeeper(by);
  await deleteDraft(tx);
}

/**
 * Publishes the draft from a day on, tomorrow at the earliest: what has happened is asked
 * by the version of its day, and answers keep the version that they were asked by. Gives
 * the number of the version. Refused as unchanged where it asks as the last one does.
 */
export async function publishInstrument(
  tx: Tx,
  by: Staff,
  of: { version: number; note: string; fromDay: string; at: Date },
): Promise<number> {
  demandKeeper(by);
  const { note, fromDay, at } = of;
  const { baseVersion, content } = await lockDraft(tx, of.version);
  const base = await findWritten(tx, baseVersion);
  if (!base) throw new NotFound('instrument', String(baseVersion));
  if (changesBetween(base.now, content).length === 0) {
    throw new Refusal({ code: 'instrument-unchanged' });
  }
  const version = baseVersion + 1;
  const name = nameAfter(base.now.version);
  const { personId } = by;
  const named = readWritten({ ...content, version: name });
  await insertVersion(tx, { version, content: named, note, fromDay, by: personId, at });
  await deleteDraft(tx);
  const happened = { companyId: null, personId, channel: null, subjectId: null, at };
  await recordEvent(tx, { type: 'instrument.published', version, name, fromDay }, happened);
  return version;
}

function demandKeeper(by: Staff): void {
  if (!may(by, 'keep-instrument')) throw new Refusal({ code: 'not-permitted' });
}

async function lockDraft(tx: Tx, version: number): Promise<InstrumentDraft> {
  const draft = await findDraft(tx, true);
  if (!draft) throw new NotFound('draft', 'instrument');
  if (draft.version !== version) throw new Refusal({ code: 'changed-meanwhile' });
  return draft;
}
