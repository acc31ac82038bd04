import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import { type Buyer, may } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import type { ApprovalState } from '../platform/db/schema.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { type Decision, isDone, type Voice, voicesOf } from './approval.ts';
import { areApprovers } from './approval-rule.queries.ts';
import { listStandingInFor } from './deputy.queries.ts';
import {
  insertDecisions,
  type LockedApproval,
  lockApproval,
  setApprovalState,
} from './approval.queries.ts';

/** Who decides, on what, and how. By mail he is known by the link alone. */
export type Deciding = {
  requestId: string;
  personId: string;
  companyId: string;
  verdict: Decision['verdict'];
  /** Why; asked of whoever declines. */
  note: string;
  byMail: boolean;
  /** The version of the question that he saw; undefined: as it is now. */
  seenVersion?: number | undefined;
  at: Date;
};

/**
 * Hears an approver (R16): his voice in every step that is open to him, his own or
 * that of one he stands in for. One who declines ends the question, with his
 * reason; the last one needed approves it. The same answer again changes nothing.
 * Refuses whoever is not asked, an answer that comes when all is decided, and one to
 * what another approver has changed meanwhile. Locks the cart and the question.
 */
export async function decideApproval(
  tx: Tx,
  deciding: Deciding,
): Promise<{ state: ApprovalState }> {
  const { personId, verdict, at } = deciding;
  const asked = await lockForApprover(tx, deciding);
  const said = asked.decisions.find(({ decidedBy }) => decidedBy === personId);
  if (asked.state !== 'pending') {
    if (said?.verdict === verdict) return { state: asked.state };
    throw new Refusal({ code: 'approval-decided', state: asked.state });
  }
  if (asked.expiresAt <= at) throw new Refusal({ code: 'approval-decided', state: 'expired' });
  if (!said) refuseUnlessShown(asked, deciding.seenVersion);
  const state = await recordVoices(tx, asked, deciding);
  if (state) return { state };
  if (said?.verdict === verdict) return { state: asked.state };
  throw new Refusal({ code: 'approval-not-yours' });
}

/** Refuses an answer to what an approver has changed since it was shown. */
export function refuseUnlessShown(asked: LockedApproval, seenVersion: number | undefined): void {
  if (seenVersion === undefined || seenVersion === asked.version) return;
  throw new Refusal({ code: 'approval-changed' });
}

/** Locks the cart and the question of somebody's company, where he may approve orders. */
export async function lockForApprover(
  tx: Tx,
  of: { requestId: string; personId: string; companyId: string },
): Promise<LockedApproval> {
  const { requestId, personId, companyId } = of;
  const asked = await lockApproval(tx, requestId);
  if (asked?.companyId !== companyId) throw new NotFound('approval', requestId);
  if (!(await areApprovers(tx, { companyId, people: [personId] }))) {
    throw new Refusal({ code: 'not-permitted' });
  }
  return asked;
}

/**
 * Writes what somebody says in an open question that the caller has locked, and
 * moves it on. `undefined` where he has nothing to say.
 */
export async function recordVoices(
  tx: Tx,
  asked: LockedApproval,
  deciding: Deciding,
): Promise<ApprovalState | undefined> {
  const { requestId, personId, companyId, verdict, at } = deciding;
  const standsInFor = await listStandingInFor(tx, { companyId, personId, on: tradingDay(at) });
  const { voices, decisions } = speak(asked, { personId, standsInFor, verdict });
  if (voices.length === 0) return undefined;
  await insertDecisions(tx, { ...deciding, decidedBy: personId }, voices);
  const state = await endIfDone(tx, { ...asked, decisions }, deciding);
  if (state === 'pending') {
    await recordEvent(
      tx,
      { type: 'approval.decided', requestId, verdict },
      { companyId, personId, channel: 'web', subjectId: requestId, at },
    );
  }
  return state;
}

/** Ends a locked question that somebody declined, or to which nobody has to agree any more; says how it stands. */
export async function endIfDone(
  tx: Tx,
  asked: LockedApproval,
  by: { personId: string; at: Date },
): Promise<ApprovalState> {
  const { id: requestId, companyId, decisions } = asked;
  const { personId, at } = by;
  const state = stateAfter(asked, decisions);
  if (state === 'pending') return state;
  await setApprovalState(tx, { requestId, state, at });
  await recordEvent(
    tx,
    { type: 'approval.closed', requestId, state },
    { companyId, personId, channel: 'web', subjectId: requestId, at },
  );
  return state;
}

/** All that one may say at once: agreeing to a step may open the next one to the same person. */
function speak(
  asked: LockedApproval,
  by: { personId: string; standsInFor: readonly string[]; verdict: Decision['verdict'] },
): { voices: readonly Voice[]; decisions: readonly Decision[] } {
  const { personId, standsInFor, verdict } = by;
  const { needs, requestedBy, ownAllowed } = asked;
  const excludedId = ownAllowed ? null : requestedBy;
  let { decisions } = asked;
  let voices: readonly Voice[] = [];
  for (;;) {
    const more = voicesOf(personId, { needs, decisions, standsInFor, excludedId });
    if (more.length === 0) return { voices, decisions };
    voices = [...voices, ...more];
    decisions = [
      ...decisions,
      ...more.map((voice): Decision => ({ ...voice, decidedBy: personId, verdict })),
    ];
  }
}

function stateAfter(
  { needs }: LockedApproval,
  decisions: readonly Decision[],
): 'pending' | 'approved' | 'declined' {
  if (decisions.some(({ verdict }) => verdict === 'declined')) return 'declined';
  return needs.every((need) => isDone(need, decisions)) ? 'approved' : 'pending';
}

/**
 * Takes a question back, so that its cart can be changed: whoever asked it, or an
 * administrator of the company. One that is closed already is left as it is.
 * Locks the cart and the question.
 */
export async function withdrawApproval(
  tx: Tx,
  actor: Buyer,
  withdrawing: { requestId: string; at: Date },
): Promise<void> {
  const { requestId, at } = withdrawing;
  const asked = await lockApproval(tx, requestId);
  if (asked?.companyId !== actor.companyId) throw new NotFound('approval', requestId);
  if (asked.requestedBy !== actor.personId && !may(actor, 'manage-approvals')) {
    throw new Refusal({ code: 'not-permitted' });
  }
  if (asked.state !== 'pending' && asked.state !== 'approved') return;
  await setApprovalState(tx, { requestId, state: 'withdrawn', at });
  await recordEvent(
    tx,
    { type: 'approval.closed', requestId, state: 'withdrawn' },
    {
      ...{ companyId: asked.companyId, personId: actor.personId, channel: 'web' },
      ...{ subjectId: requestId, at },
    },
  );
}
