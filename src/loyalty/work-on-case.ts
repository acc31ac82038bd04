import { recordEvent } from '../events/record-event.ts';
import type { TradeEvent } from '../events/trade-event.ts';
import { type Buyer, may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import type { CaseCause } from '../platform/db/schema.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { type LockedCase, lockCase, setCase } from './case.queries.ts';
import { type CaseDeed, mayDo } from './satisfaction-case.ts';

/** What one of ours does with a case, and the version of it that he saw. */
type Working = { caseId: string; version: number; at: Date };

/** Notes that somebody has been in touch with the customer, and what he was told. */
export async function noteContact(
  tx: Tx,
  by: Staff,
  contact: Working & { note: string },
): Promise<void> {
  const { caseId, note, at } = contact;
  const locked = await lockFor(tx, by, { ...contact, deed: 'contact' });
  await setCase(tx, caseId, { state: 'contacted', contactedAt: at, contactNote: note });
  await remember(tx, locked, { type: 'case.contacted', caseId }, { by, at });
}

/**
 * Says why it happened and promises the customer what will be done until when; he
 * reads it on his own page. A promise may be made anew, which is remembered too.
 */
export async function promiseResolution(
  tx: Tx,
  by: Staff,
  promise: Working & {
    cause: CaseCause;
    causeNote: string;
    resolution: string;
    promisedOn: string;
  },
): Promise<void> {
  const { caseId, cause, causeNote, resolution, promisedOn, at } = promise;
  const locked = await lockFor(tx, by, { ...promise, deed: 'promise' });
  await setCase(tx, caseId, { state: 'promised', cause, causeNote, resolution, promisedOn });
  await remember(tx, locked, { type: 'case.promised', caseId, promisedOn }, { by, at });
}

/** Says that what was promised is done, and what; the customer has the last word. */
export async function resolveCase(
  tx: Tx,
  by: Staff,
  resolved: Working & { outcome: string },
): Promise<void> {
  const { caseId, outcome, at } = resolved;
  const locked = await lockFor(tx, by, { ...resolved, deed: 'resolve' });
  await setCase(tx, caseId, { state: 'resolved', outcome, resolvedAt: at });
  await remember(tx, locked, { type: 'case.resolved', caseId }, { by, at });
}

/**
 * The customer says whether it is solved: then the case is closed; where he says no it
 * stands again where it stood after the contact, and somebody promises anew. Nobody says
 * it for him: not one of ours, and no colleague. A second click finds it done.
 */
export async function confirmCase(
  tx: Tx,
  by: Buyer,
  said: { caseId: string; isSolved: boolean; note: string; at: Date },
): Promise<void> {
  const { caseId, isSolved, note, at } = said;
  const locked = await lockCase(tx, caseId);
  if (!locked || locked.personId !== by.personId || locked.companyId !== by.companyId) {
    throw new NotFound('case', caseId);
  }
  if (locked.state === 'closed' && isSolved) return;
  if (!mayDo(locked.state, 'confirm')) throw new Refusal({ code: 'changed-meanwhile' });
  if (isSolved) await setCase(tx, caseId, { state: 'closed', closedAt: at });
  else await setCase(tx, caseId, { state: 'contacted', resolvedAt: null, reopenedNote: note });
  const type = isSolved ? 'case.confirmed' : 'case.reopened';
  await remember(tx, locked, { type, caseId }, { by, at });
}

/** Locks a case for its owner or a head of sales; everybody else's is not there. */
async function lockFor(
  tx: Tx,
  by: Staff,
  working: Working & { deed: CaseDeed },
): Promise<LockedCase> {
  const { caseId, version, deed } = working;
  if (!may(by, 'set-terms')) throw new Refusal({ code: 'not-permitted' });
  const locked = await lockCase(tx, caseId);
  const isHis = locked?.ownerId === by.personId || by.role === 'head_of_sales';
  if (!locked || !isHis || locked.state === 'withdrawn') throw new NotFound('case', caseId);
  if (locked.version !== version || !mayDo(locked.state, deed)) {
    throw new Refusal({ code: 'changed-meanwhile' });
  }
  return locked;
}

async function remember(
  tx: Tx,
  { id, companyId }: LockedCase,
  event: TradeEvent,
  { by, at }: { by: Staff | Buyer; at: Date },
): Promise<void> {
  const { personId } = by;
  await recordEvent(tx, event, { companyId, personId, channel: null, subjectId: id, at });
}
