import { isAnswer, rescaled, type Scale } from './answers.ts';
import { bootstrapInterval } from './bootstrap.ts';
import type { Interval } from './interval.ts';
import { meanOf } from './sample.ts';

/** An item of a composite: its scale, and whether a high answer is a bad one. */
export type CompositeItem = { id: string; scale: Scale; isReversed: boolean };

/** What one person answered, by item; `null` or nothing where he was not asked. */
export type AnswersOfPerson = Readonly<Record<string, unknown>>;

/**
 * A person's score from 0 to 100: the mean of the items answered, turned the same
 * way (1.12). `null` with fewer than two answers, or fewer than half of the items.
 */
export function personScore(
  answers: AnswersOfPerson,
  items: readonly CompositeItem[],
): number | null {
  const scores = items.flatMap((item) => {
    const score = scoreOf(answers, item);
    return score === null ? [] : [score];
  });
  return scores.length < Math.max(2, items.length / 2) ? null : meanOf(scores);
}

/**
 * The score of a group from 0 to 100: the mean of its items' means, each from
 * whoever answered it, since everybody is asked other items by lot. `null` when
 * nobody answered anything; items without answers leave the mean.
 */
export function groupScore(
  people: readonly AnswersOfPerson[],
  items: readonly CompositeItem[],
): { score: number | null; itemMeans: Record<string, number | null>; itemsUsed: number } {
  const means = items.map((item) =>
    meanOf(
      people.flatMap((answers) => {
        const score = scoreOf(answers, item);
        return score === null ? [] : [score];
      }),
    ),
  );
  const used = means.filter((mean) => mean !== null);
  return {
    score: meanOf(used),
    itemMeans: Object.fromEntries(items.map(({ id }, at) => [id, means[at] ?? null])),
    itemsUsed: used.length,
  };
}

/**
 * The interval of a group's score by drawing accounts (1000 draws, one seed).
 * `accounts` tells for each person which account he belongs to.
 */
export function groupScoreInterval(
  people: readonly AnswersOfPerson[],
  accounts: readonly (string | number)[],
  items: readonly CompositeItem[],
): Interval | null {
  const places = new Map<string | number, number>();
  for (const account of accounts) {
    if (!places.has(account)) places.set(account, places.size);
  }
  const sums = items.map(() => new Float64Array(places.size));
  const counts = items.map(() => new Float64Array(places.size));
  people.forEach((answers, person) => {
    const place = places.get(accounts[person] ?? '') ?? 0;
    items.forEach((item, at) => {
      const score = scoreOf(answers, item);
      const [sum, count] = [sums[at], counts[at]];
      if (score === null || !sum || !count) return;
      sum[place] = (sum[place] ?? 0) + score;
      count[place] = (count[place] ?? 0) + 1;
    });
  });

  return bootstrapInterval(places.size, (times) => {
    const means = items.flatMap((_, at) => {
      let [sum, count] = [0, 0];
      times.forEach((drawn, place) => {
        sum += drawn * (sums[at]?.[place] ?? 0);
        count += drawn * (counts[at]?.[place] ?? 0);
      });
      return count === 0 ? [] : [sum / count];
    });
    return meanOf(means);
  });
}

function scoreOf(
  answers: AnswersOfPerson,
  { id, scale, isReversed }: CompositeItem,
): number | null {
  const answer = answers[id];
  return isAnswer(answer, scale) ? rescaled(answer, scale, isReversed) : null;
}
