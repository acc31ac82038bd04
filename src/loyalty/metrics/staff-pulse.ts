import { type AnswersOfPerson, personScore } from './composite.ts';
import { type Interval, meanWithInterval } from './interval.ts';
import { type Nps, npsOf } from './nps.ts';
import { decidePrivacy, PRIVATE_MIN } from './privacy-threshold.ts';

/** Whether one of ours would recommend us as an employer, 0 to 10: the item of the eNPS. */
export const RECOMMENDS_US = 'SUS2';

/**
 * The eNPS of groups of employees (the formula of the NPS), those that the
 * privacy of the people allows, and of all together.
 */
export function enpsOfGroups(groups: Readonly<Record<string, readonly unknown[]>>): {
  total: Nps | null;
  byGroup: Record<string, Nps | null>;
} {
  const scores = Object.entries(groups).map(([name, answers]) => ({ name, nps: npsOf(answers) }));
  const { totalShown, shown } = decidePrivacy(
    scores.map(({ name, nps }) => ({ name, answers: nps.n })),
  );
  return {
    total: totalShown ? npsOf(Object.values(groups).flat()) : null,
    byGroup: Object.fromEntries(
      scores.map(({ name, nps }) => [name, shown.includes(name) ? nps : null]),
    ),
  };
}

/** A facet of selling, from 1 to 5. */
type Facet = { n: number; mean: number | null; ci95: Interval | null };

/**
 * How customer-oriented and how selling-oriented the salespeople of a group call
 * themselves (SOCO-10 in own words): two means of those who answered at least half of a
 * facet, and no total. `null` below five people. Self-reports flatter: never for pay.
 */
export function socoOf(
  people: readonly AnswersOfPerson[],
  items: readonly { id: string; facet: 'CO' | 'SO' }[],
): { customerOriented: Facet; sellingOriented: Facet } | null {
  const facetOf = (wanted: 'CO' | 'SO'): Facet => {
    const ofFacet = items
      .filter(({ facet }) => facet === wanted)
      .map(({ id }) => ({ id, scale: [1, 5] as const, isReversed: false }));
    const means = people.flatMap((answers) => {
      const score = personScore(answers, ofFacet);
      return score === null ? [] : [1 + score / 25];
    });
    return { n: means.length, ...meanWithInterval(means) };
  };
  const facets = { customerOriented: facetOf('CO'), sellingOriented: facetOf('SO') };
  const fewest = Math.min(facets.customerOriented.n, facets.sellingOriented.n);
  return fewest < PRIVATE_MIN ? null : facets;
}
