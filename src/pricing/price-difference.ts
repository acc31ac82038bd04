import type { Derivation } from './derivation.ts';
import { askedByLists, fixedPriceInForce } from './fixed-price.ts';
import { type Offer, offerAt, withVatMinor } from './price-level.ts';

/**
 * Why a tonne costs other than it did: a person's or a quote's price then, the
 * rate of VAT, the step of weight, the prices of the same lists, the agreement,
 * which lists are asked, a person's or a quote's price now. In this order they
 * are taken apart.
 */
type DifferenceReason =
  | 'override-then'
  | 'quote-then'
  | 'vat'
  | 'tier'
  | 'list-price'
  | 'agreement'
  | 'other-lists'
  | 'override-now'
  | 'quote-now';

/** One reason with what it adds to a tonne, VAT included; negative where it makes it cheaper. Minor units. */
export type DifferencePart = { reason: DifferenceReason; differenceMinor: number };

/** What a tonne cost then and costs now, VAT included, and the parts that add up to the difference. */
export type PriceDifference = {
  thenMinor: number;
  nowMinor: number;
  parts: readonly DifferencePart[];
  /** The step of weight that was reached then and is not now, and what is missing to it; grams. */
  lostStep: { fromWeightG: number; missingG: number } | undefined;
};

/**
 * Compares two derivations of one product, per tonne with VAT. Between then and
 * now one thing after another is put as it is now, and each part is what the
 * price moved by; so the parts always add up to the whole difference, to the
 * tiyin. What moves nothing is left out; where a price in between cannot be told
 * (no list asked one), the part goes on to the next that can, under the first reason.
 */
export function priceDifferenceOf(then: Derivation, now: Derivation): PriceDifference {
  const thenMinor = chargedMinor(then);
  const nowMinor = chargedMinor(now);
  const parts: DifferencePart[] = [];
  let lastMinor = thenMinor;
  let untold: DifferenceReason | undefined;
  for (const [reason, minor] of priceAfterEach(then, now)) {
    if (minor === undefined) untold ??= reason;
    else {
      if (minor !== lastMinor) {
        parts.push({ reason: untold ?? reason, differenceMinor: minor - lastMinor });
      }
      untold = undefined;
      lastMinor = minor;
    }
  }
  return { thenMinor, nowMinor, parts, lostStep: lostStepOf(then, now) };
}

type PriceAfter = [reason: DifferenceReason, minor: number | undefined];

/** The price with one thing more as it is now; the last is the price of now. */
function priceAfterEach(then: Derivation, now: Derivation): PriceAfter[] {
  const { vatRateBp } = now;
  const fixedThen = fixedPriceInForce(then.fixed);
  const fixedNow = fixedPriceInForce(now.fixed);
  const steps: PriceAfter[] = [];
  if (fixedThen) steps.push([`${fixedThen.kind}-then`, listedMinor(then, then.vatRateBp)]);
  steps.push(['vat', listedMinor(then, vatRateBp)]);
  steps.push(['tier', offeredMinor(then, now)]);
  steps.push(['list-price', offeredMinor(repricedBy(then, now), now)]);
  const isOtherAgreement =
    then.agreement?.id !== now.agreement?.id || then.agreement?.version !== now.agreement?.version;
  steps.push([isOtherAgreement ? 'agreement' : 'other-lists', listedMinor(now, vatRateBp)]);
  if (fixedNow) steps.push([`${fixedNow.kind}-now`, chargedMinor(now)]);
  return steps;
}

/** What a tonne was charged at, VAT included: what was fixed for it, else what the lists asked. */
function chargedMinor(derivation: Derivation): number {
  const fixed = fixedPriceInForce(derivation.fixed);
  const { vatRateBp } = derivation;
  if (fixed) return withVatMinor({ ...fixed, link: fixed }, vatRateBp);
  return listedMinor(derivation, vatRateBp) ?? 0;
}

function listedMinor(derivation: Derivation, vatRateBp: number): number | undefined {
  const asked = askedByLists(derivation);
  return asked && withVatMinor(asked, vatRateBp);
}

/** What the lists of one derivation ask at the weight and the VAT of another. */
function offeredMinor(lists: Derivation, now: Derivation): number | undefined {
  const offer = offerFor(lists, now.tierWeightG);
  return offer && withVatMinor(offer, now.vatRateBp);
}

function offerFor(derivation: Derivation, tierWeightG: number): Offer | undefined {
  const { lists, agreement } = derivation;
  const terms = { ...derivation, agreement: agreement ?? undefined, chain: lists };
  return offerAt(tierWeightG, lists, terms);
}

/** The lists of then in their old order, each with the prices that the list of the same code asks now. */
function repricedBy(then: Derivation, now: Derivation): Derivation {
  const lists = then.lists.map((list) => {
    const same = now.lists.find((one) => one.listCode === list.listCode);
    return same ? { ...same, rank: list.rank, level: list.level } : list;
  });
  return { ...then, lists };
}

function lostStepOf(then: Derivation, now: Derivation): PriceDifference['lostStep'] {
  const fromWeightG = offerFor(then, then.tierWeightG)?.fromWeightG ?? 0;
  const missingG = fromWeightG - now.tierWeightG;
  return missingG > 0 ? { fromWeightG, missingG } : undefined;
}
