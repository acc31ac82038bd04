import type { BeyondAuthority } from '../platform/db/schema.ts';
import type { Terms } from './agreement.ts';
import { longestDays } from './instalment.ts';

/** How far a role may go in a customer's favour without a second person. Minor units, days, basis points. */
export type TermsAuthority = {
  creditLimitMinor: number;
  mayGiveUnlimited: boolean;
  paymentDays: number;
  toleranceBp: number;
  mayTakeLowest: boolean;
  /** Whether it may bring goods for less than was agreed before, or than everybody pays. */
  mayGiveFreight: boolean;
};

/** A role of which nothing is said may give nothing. */
const NO_AUTHORITY: TermsAuthority = {
  creditLimitMinor: 0,
  mayGiveUnlimited: false,
  paymentDays: 0,
  toleranceBp: 0,
  mayTakeLowest: false,
  mayGiveFreight: false,
};

/**
 * What of a change goes beyond an author's authority: only what is raised in
 * the customer's favour counts, so what a second person once agreed may be kept
 * and taken back alone. `before` is missing for a company without terms: its freight
 * is judged against what everybody pays, the tariff.
 */
export function beyondAuthority(
  authority: TermsAuthority | undefined,
  before: Terms | undefined,
  after: Terms,
): BeyondAuthority[] {
  const { creditLimitMinor, mayGiveUnlimited, paymentDays, toleranceBp, mayTakeLowest } =
    authority ?? NO_AUTHORITY;
  const { mayGiveFreight } = authority ?? NO_AUTHORITY;
  const beyond: BeyondAuthority[] = [];
  const isUnlimited = after.creditKind === 'unlimited';
  const wasUnlimited = before?.creditKind === 'unlimited';
  if (isUnlimited && !wasUnlimited && !mayGiveUnlimited) beyond.push('credit-unlimited');
  const limitMinor = after.creditLimitMinor ?? 0;
  const isRaised = !wasUnlimited && limitMinor > (before?.creditLimitMinor ?? 0);
  if (isRaised && limitMinor > creditLimitMinor) beyond.push('credit-limit');
  const [daysAfter, daysBefore] = [daysTo(after), before && daysTo(before)];
  if (isAbove(daysAfter, daysBefore, paymentDays)) beyond.push('payment-days');
  if (isAbove(after.toleranceBp, before?.toleranceBp, toleranceBp)) beyond.push('tolerance');
  const isLowered = after.priceStrategy === 'lowest' && before?.priceStrategy !== 'lowest';
  if (isLowered && !mayTakeLowest) beyond.push('price-strategy');
  if (isBroughtForLess(before ?? likeEverybody, after) && !mayGiveFreight) beyond.push('freight');
  return beyond;
}

/** What is agreed of freight, the dearest for the customer first. Not to deliver at all gives nothing away. */
const freightSteps = ['none', 'tariff', 'free-from', 'included'];

type Freight = Pick<Terms, 'freightPrice' | 'freeFrom'>;

/** What a company without terms pays for delivery. */
const likeEverybody: Freight = { freightPrice: 'tariff', freeFrom: null };

/** Whether some order is brought for less than it was. */
function isBroughtForLess(before: Freight, after: Freight): boolean {
  const step = (terms: Freight) => freightSteps.indexOf(terms.freightPrice);
  if (after.freightPrice !== 'free-from' || before.freightPrice !== 'free-from') {
    return after.freightPrice !== 'tariff' && step(after) > step(before);
  }
  const [one, other] = [before.freeFrom, after.freeFrom];
  return (
    isSooner(one?.weightG ?? null, other?.weightG ?? null) ||
    isSooner(one?.goodsMinor ?? null, other?.goodsMinor ?? null)
  );
}

const isSooner = (before: number | null, after: number | null) =>
  after !== null && (before === null || after < before);

/** After how many days a customer's orders may be stopped: days of grace are days to pay. */
const daysTo = (terms: Terms) => longestDays(terms) + (terms.overdueGraceDays ?? 0);

const isAbove = (after: number, before: number | undefined, most: number) =>
  after > most && after > (before ?? 0);
