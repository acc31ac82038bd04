/** How far a suggestion is trusted: booked without a person, shown first, or only shown. */
export type MatchLevel = 'sure' | 'likely' | 'possible';

/** What speaks for a suggestion, and what does not. */
export type MatchReason =
  | 'bin-agrees'
  | 'bin-unknown'
  | 'bin-of-another'
  | 'number-named'
  | 'number-partly-named'
  | 'number-mistyped'
  | 'amount-equal'
  | 'amount-of-several'
  | 'amount-less-fee'
  | 'amount-part'
  | 'amount-more';

/** What is known of a payment and the items that it may be for. Minor units. */
export type MatchFacts = {
  /** By what the items were chosen: their numbers, the sum, or all that the payer's company owes. */
  way: 'named' | 'partly-named' | 'mistyped' | 'amount' | 'company';
  bin: 'agrees' | 'unknown' | 'another';
  /** No other items would come to the sum. */
  isOnly: boolean;
  /** Nothing else could be meant by the numbers. */
  isClear: boolean;
  count: number;
  amountMinor: number;
  dueMinor: number;
  toleranceMinor: number;
};

type Judged = { level: MatchLevel; reasons: MatchReason[] };

/**
 * How far a suggestion is trusted and why; `undefined` where chance says as
 * much. `sure` needs all of it: the payer's BIN, the number, the sum to the
 * tiyin, and no doubt. A payment from another company is never sure, since
 * people pay for each other and also by mistake.
 */
export function judge(facts: MatchFacts): Judged | undefined {
  const amount = amountReason(facts);
  const level = facts.bin === 'agrees' ? levelOfOwn(facts, amount) : levelOfOther(facts, amount);
  if (!level) return undefined;
  const bin = { agrees: 'bin-agrees', unknown: 'bin-unknown', another: 'bin-of-another' } as const;
  return { level, reasons: [...nameReason(facts), bin[facts.bin], amount] };
}

function levelOfOwn(facts: MatchFacts, amount: MatchReason): MatchLevel {
  switch (facts.way) {
    case 'named':
      return isExact(amount) && facts.isClear ? 'sure' : 'likely';
    case 'partly-named':
    case 'mistyped':
      return isPaid(amount) ? 'likely' : 'possible';
    case 'amount':
      return amount === 'amount-equal' && facts.isOnly ? 'likely' : 'possible';
    case 'company':
      return isExact(amount) ? 'likely' : 'possible';
  }
}

function levelOfOther(facts: MatchFacts, amount: MatchReason): MatchLevel | undefined {
  switch (facts.way) {
    case 'named':
      return isPaid(amount) ? 'likely' : 'possible';
    case 'partly-named':
      return isPaid(amount) ? 'possible' : undefined;
    case 'amount': {
      const isTelling = facts.bin === 'unknown' && facts.isOnly && amount === 'amount-equal';
      return isTelling ? 'possible' : undefined;
    }
    case 'mistyped':
    case 'company':
      return undefined;
  }
}

const isExact = (amount: MatchReason) =>
  amount === 'amount-equal' || amount === 'amount-of-several';
const isPaid = (amount: MatchReason) => isExact(amount) || amount === 'amount-less-fee';

function amountReason({ amountMinor, dueMinor, toleranceMinor, count }: MatchFacts): MatchReason {
  const missingMinor = dueMinor - amountMinor;
  if (missingMinor === 0) return count === 1 ? 'amount-equal' : 'amount-of-several';
  if (missingMinor < 0) return 'amount-more';
  return missingMinor <= toleranceMinor ? 'amount-less-fee' : 'amount-part';
}

function nameReason({ way }: MatchFacts): MatchReason[] {
  if (way === 'named') return ['number-named'];
  if (way === 'partly-named') return ['number-partly-named'];
  return way === 'mistyped' ? ['number-mistyped'] : [];
}
