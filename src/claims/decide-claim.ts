import { tradingDay } from '../measures/calendar.ts';
import type { Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import type { ClaimOutcome, ClaimVerdict } from '../platform/db/schema.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { isMoney } from './claim.ts';
import { type AtClaim, lockToWork, rememberClaim } from './claim-at-hand.ts';
import { nextDue } from './claim-clock.ts';
import {
  type ClaimedLine,
  findGoodwill,
  insertStep,
  listClaimedLines,
  type LockedClaim,
  setAccepted,
  setClaim,
} from './claim.queries.ts';

/** What we answer to a claim. Minor units with VAT. */
export type ClaimDecided = AtClaim & {
  verdict: ClaimVerdict;
  /** How it is made good; null for a no. */
  outcome: ClaimOutcome | null;
  /** What is given for each line; not asked where all of it is accepted, or none. */
  lines: readonly { id: string; acceptedMinor: number }[];
  /** The customer reads this. */
  reasons: string;
  /** Until when something is replaced or cut again. */
  promisedOn: string | null;
};

/**
 * Decides a claim with reasons: all of it, a part, a no, or something of our own
 * accord. Whoever decides claims decides what we owe; goodwill anybody who works on
 * claims gives up to what his role may, above that it waits for a second person
 * (N7). A no closes it and disputes nothing any more; a yes disputes what was
 * accepted until it is made good. Decided once: by two at the same moment the later
 * is told. Locks the claim.
 */
export async function decideClaim(tx: Tx, clerk: Staff, decided: ClaimDecided): Promise<void> {
  const { claimId, verdict, reasons, at } = decided;
  const isGoodwill = verdict === 'goodwill';
  const claim = await lockToWork(tx, clerk, {
    ...{ ...decided, deed: 'decide' },
    capability: isGoodwill ? 'work-on-claims' : 'decide-claims',
  });
  const accepted = acceptedOf(await listClaimedLines(tx, claimId), decided);
  const acceptedMinor = accepted.reduce((sum, line) => sum + line.acceptedMinor, 0);
  const outcome = verdict === 'refused' ? null : decided.outcome;
  refuseUnfit({ ...decided, outcome }, acceptedMinor);
  const { personId } = clerk;
  const needsSecond = isGoodwill && acceptedMinor > (await findGoodwill(tx, clerk.role));
  await setAccepted(tx, accepted);
  const { promisedOn } = decided;
  const said = { verdict, outcome, acceptedMinor, reasons, promisedOn, needsSecond };
  const by = { decidedBy: personId, decidedAt: at };
  if (!needsSecond)
    return conclude(tx, clerk, { claim, at, said: { ...said, ...by }, kind: verdict });
  await setClaim(tx, claimId, { ...said, ...by });
  const { companyId, number } = claim;
  await insertStep(tx, { claimId, companyId, kind: 'proposed', personId, words: reasons, at });
  const event = { type: 'claim.proposed', claimId, number, amountMinor: acceptedMinor } as const;
  await rememberClaim(tx, claim, { event, actor: clerk, at });
}

/**
 * Agrees as the second person to what somebody wants to give, or sends it back with
 * a word; whoever decided it cannot. Decided once. Locks the claim.
 */
export async function agreeToClaim(
  tx: Tx,
  clerk: Staff,
  answer: AtClaim & { isAgreed: boolean; words: string },
): Promise<void> {
  const { claimId, isAgreed, words, at } = answer;
  const claim = await lockToWork(tx, clerk, {
    ...{ ...answer, deed: 'agree', capability: 'decide-claims' },
  });
  const { personId } = clerk;
  if (claim.decidedBy === personId) throw new Refusal({ code: 'claim-own-decision' });
  if (isAgreed) {
    const said = { secondedBy: personId, promisedOn: claim.promisedOn };
    return conclude(tx, clerk, { claim, at, said, kind: 'goodwill', words });
  }
  const lines = await listClaimedLines(tx, claimId);
  await setAccepted(
    tx,
    lines.map(({ id }) => ({ id, acceptedMinor: null })),
  );
  await setClaim(tx, claimId, undecided);
  const { companyId, number } = claim;
  await insertStep(tx, { claimId, companyId, kind: 'sent-back', personId, words, at });
  const event = { type: 'claim.sent-back', claimId, number } as const;
  await rememberClaim(tx, claim, { event, actor: clerk, at });
}

/** A claim about which nothing is decided, or nothing any more. */
export const undecided = {
  ...{ verdict: null, outcome: null, acceptedMinor: null, reasons: '', needsSecond: false },
  ...{ decidedBy: null, decidedAt: null, secondedBy: null, promisedOn: null },
};

async function conclude(
  tx: Tx,
  clerk: Staff,
  of: {
    claim: LockedClaim;
    at: Date;
    said: Parameters<typeof setClaim>[2] & { promisedOn: string | null };
    kind: ClaimVerdict;
    words?: string;
  },
): Promise<void> {
  const { claim, at, said, kind } = of;
  const { id: claimId, companyId, number, rule, since } = claim;
  const isRefused = kind === 'refused';
  const acceptedMinor = said.acceptedMinor ?? claim.acceptedMinor ?? 0;
  const { promisedOn } = said;
  await setClaim(tx, claimId, {
    ...said,
    ...(isRefused
      ? { state: 'refused', closedAt: at, dueAt: null, disputedMinor: 0 }
      : {
          state: 'decided',
          dueAt: nextDue('decided', { rule, since, at, promisedOn }),
          disputedMinor: Math.min(claim.disputedMinor, acceptedMinor),
        }),
  });
  const { personId } = clerk;
  const words = of.words ?? said.reasons ?? '';
  const step = isRefused ? 'refused' : 'decided';
  await insertStep(tx, { claimId, companyId, kind: step, personId, words, at });
  const event = isRefused
    ? ({ type: 'claim.refused', claimId, number } as const)
    : ({
        type: 'claim.decided',
        claimId,
        number,
        verdict: kind,
        amountMinor: acceptedMinor,
      } as const);
  await rememberClaim(tx, claim, { event, actor: clerk, at });
}

/** What is given for each line: all that is claimed and was not given before, nothing, or what was said, never more than the line comes to. */
function acceptedOf(
  lines: readonly ClaimedLine[],
  { verdict, lines: said }: ClaimDecided,
): { id: string; acceptedMinor: number }[] {
  const foreign = said.find(({ id }) => !lines.some((line) => line.id === id));
  if (foreign) throw new NotFound('claim line', foreign.id);
  return lines.map(({ id, position, claimedMinor, grossMinor, settledMinor }) => {
    if (verdict === 'refused') return { id, acceptedMinor: 0 };
    if (verdict === 'accepted') {
      return { id, acceptedMinor: Math.max(claimedMinor - settledMinor, 0) };
    }
    const acceptedMinor = said.find((one) => one.id === id)?.acceptedMinor ?? 0;
    const leftMinor = Math.max(grossMinor - settledMinor, 0);
    if (acceptedMinor > leftMinor) {
      throw new Refusal({ code: 'claim-amount-beyond', position, leftMinor });
    }
    return { id, acceptedMinor };
  });
}

function refuseUnfit(decided: ClaimDecided, acceptedMinor: number): void {
  const { verdict, outcome, promisedOn, at } = decided;
  if (verdict === 'refused') return;
  // Nobody replaces goods of his own accord without a decision that they are owed.
  if (outcome === null || (verdict === 'goodwill' && !isMoney(outcome))) {
    throw new Refusal({ code: 'claim-of-nothing' });
  }
  if (isMoney(outcome) && acceptedMinor === 0) throw new Refusal({ code: 'claim-of-nothing' });
  if (!isMoney(outcome) && promisedOn === null) {
    throw new Refusal({ code: 'claim-promise-missing' });
  }
  if (promisedOn !== null && promisedOn < tradingDay(at)) throw new Refusal({ code: 'day-past' });
}
