import type { ClaimKind, ClaimOutcome, ClaimState, ClaimVerdict } from '../platform/db/schema.ts';

/** What a buyer complains of, as he chooses it. */
export const claimKinds = [
  'short',
  'damaged',
  'wrong-grade',
  'wrong-size',
  'late',
  'certificate',
  'price',
  'hidden-defect',
] as const satisfies readonly ClaimKind[];

/** How a claim is made good: what a buyer may want, and what we decide on. */
export const claimOutcomes = [
  'replacement',
  're-cut',
  'price-cut',
  'credit',
  'refund',
  'return',
] as const satisfies readonly ClaimOutcome[];

/** What we answer: yes, a part, something without having to, or no. */
export const claimVerdicts = [
  'accepted',
  'in-part',
  'goodwill',
  'refused',
] as const satisfies readonly ClaimVerdict[];

/** What a complaint of a kind has to come with. */
export type EvidenceNeeded = {
  /** How much of which line. */
  quantity: boolean;
  /** A photo or a paper; what is told at a desk may follow. */
  file: boolean;
  /** The day on which it was found. */
  discovery: boolean;
  /** What the buyer thinks that it comes to. */
  amount: boolean;
};

const nothing: EvidenceNeeded = { quantity: false, file: false, discovery: false, amount: false };
const needed: Record<ClaimKind, EvidenceNeeded> = {
  short: { ...nothing, quantity: true },
  damaged: { ...nothing, quantity: true, file: true },
  'wrong-grade': { ...nothing, quantity: true, file: true },
  'wrong-size': { ...nothing, quantity: true, file: true },
  late: nothing,
  certificate: nothing,
  price: { ...nothing, amount: true },
  'hidden-defect': { ...nothing, quantity: true, file: true, discovery: true },
};

/** What evidence a complaint of a kind needs (R24). */
export const evidenceNeeded = (kind: ClaimKind): EvidenceNeeded => needed[kind];

/** Whether a complaint of a kind presupposes that goods were handed over; the others may come before. */
export const isOfGoods = (kind: ClaimKind): boolean =>
  !['late', 'price', 'certificate'].includes(kind);

/** Whether something is still to be done: what is settled, refused or withdrawn is over. */
export const isLive = (state: ClaimState): boolean =>
  !['settled', 'refused', 'withdrawn'].includes(state);

/** Whether an outcome is an amount of money, by a credit note. */
export const isMoney = (outcome: ClaimOutcome): boolean =>
  ['credit', 'price-cut', 'refund', 'return'].includes(outcome);

/** What may be done with a claim. */
export type ClaimDeed =
  | 'acknowledge'
  | 'inspect'
  | 'decide'
  | 'agree'
  | 'settle'
  | 'withdraw'
  | 'reopen'
  | 'say';

const deeds: Record<ClaimState, readonly ClaimDeed[]> = {
  received: ['acknowledge', 'withdraw', 'say'],
  acknowledged: ['inspect', 'decide', 'withdraw', 'say'],
  // What was found may be added to until it is decided.
  inspecting: ['inspect', 'decide', 'withdraw', 'say'],
  decided: ['settle', 'say'],
  settled: ['reopen'],
  refused: ['reopen'],
  withdrawn: [],
  reopened: ['acknowledge', 'withdraw', 'say'],
};

/**
 * Whether a deed comes next. A decision that waits for a second person is a
 * proposal: it is agreed to or sent back, and nothing else is decided meanwhile.
 */
export function mayDo(claim: { state: ClaimState; isProposed: boolean }, deed: ClaimDeed): boolean {
  if (!claim.isProposed) return deed !== 'agree' && deeds[claim.state].includes(deed);
  return deed === 'agree' || deed === 'say';
}
