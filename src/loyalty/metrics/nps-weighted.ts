import { isAnswer } from './answers.ts';
import { clusterMean, type ClusterMean } from './cluster-mean.ts';
import { npsSide } from './nps.ts';

/** An answer of a person who belongs to an account. */
export type NpsVoice = {
  account: string | number;
  score: unknown;
};

/** A score of answers nested in accounts. */
export type WeightedNps = Omit<ClusterMean, 'mean'> & {
  nps: number | null;
  missing: number;
  rejected: number;
};

const NPS_SCALE = [0, 10] as const;

/**
 * The score of weighted answers, with the error of people who come in accounts
 * (R: `svymean`). The t interval is not clipped: with few accounts it says
 * honestly that it knows nothing. Answers that are none leave with their weight.
 */
export function npsOfVoices(voices: readonly (NpsVoice & { weight: number })[]): WeightedNps {
  let missing = 0;
  let rejected = 0;
  const sides = [];
  for (const { account, score, weight } of voices) {
    if (isAnswer(score, NPS_SCALE)) sides.push({ account, weight, value: 100 * npsSide(score) });
    else if (score === null || score === undefined) missing += 1;
    else rejected += 1;
  }
  const { mean, ...rest } = clusterMean(sides);
  return { nps: mean, ...rest, missing, rejected };
}

/** What is known of an account whose people answered. */
export type VoicesOfAccounts = NpsVoice & {
  /** How much the person has to say in buying, from 0 up; equal for all when nobody knows. */
  say: number;
  /** Revenue of the account in twelve months; below zero counts as none. */
  revenueMinor: number;
};

/**
 * The same answers counted in four ways, side by side, because the choice is the
 * result (R27): every person one voice; every account one voice; every account
 * one voice in which its deciders count for more; every tenge of revenue one
 * voice. The weights of an account's valid answers add up to their number, to 1,
 * to 1, and to its revenue.
 */
export function npsInWeightings(voices: readonly VoicesOfAccounts[]): {
  respondents: WeightedNps;
  accounts: WeightedNps;
  deciders: WeightedNps;
  revenue: WeightedNps;
} {
  const weights = weightsOf(voices);
  const by = (of: (weight: Weights) => number) =>
    npsOfVoices(
      voices.map(({ account, score }, at) => {
        const weight = weights[at];
        return { account, score, weight: weight ? of(weight) : 0 };
      }),
    );
  return {
    respondents: by(() => 1),
    accounts: by(({ account }) => account),
    deciders: by(({ decider }) => decider),
    revenue: by(({ revenue }) => revenue),
  };
}

type Weights = { account: number; decider: number; revenue: number };

/** What each answer weighs beside the others of its account; 0 for what is no answer. */
export function weightsOf(voices: readonly VoicesOfAccounts[]): Weights[] {
  const known = new Map<string | number, { people: number; say: number }>();
  for (const { account, score, say } of voices) {
    if (!isAnswer(score, NPS_SCALE)) continue;
    const of = known.get(account) ?? { people: 0, say: 0 };
    known.set(account, { people: of.people + 1, say: of.say + say });
  }
  return voices.map(({ account, score, say, revenueMinor }) => {
    const of = known.get(account);
    if (!of || !isAnswer(score, NPS_SCALE)) return { account: 0, decider: 0, revenue: 0 };
    return {
      account: 1 / of.people,
      decider: of.say > 0 ? say / of.say : 1 / of.people,
      revenue: Math.max(0, revenueMinor) / of.people,
    };
  });
}

/**
 * How far the same people moved between two answers, in points: the mean change
 * of class, with the error of accounts. Whoever did not answer twice is left out.
 */
export function npsChange(
  pairs: readonly { account: string | number; before: unknown; after: unknown }[],
): ClusterMean {
  return clusterMean(
    pairs.flatMap(({ account, before, after }) =>
      isAnswer(before, NPS_SCALE) && isAnswer(after, NPS_SCALE)
        ? [{ account, weight: 1, value: 100 * (npsSide(after) - npsSide(before)) }]
        : [],
    ),
  );
}
