import { shareOf } from '../metrics/interval.ts';
import { accountsOf, type Figure, figure, isOf, segmentsOf } from './figure.ts';
import type { Voice } from './inputs.ts';
import type { StepFacts } from './step-figures.ts';

const YEAR = 365;

/** The share of items that say more, as, or less than was expected (1.7): the three levels of service of seed 001. */
export function expectationFigures(
  voices: readonly Voice[],
  { today, shownOf, branches }: Pick<StepFacts, 'today' | 'shownOf' | 'branches'>,
): Figure[] {
  const asked = voices.filter(
    ({ item, day }) => item === 'EXP3' && day <= today && day > today - YEAR,
  );
  return segmentsOf(branches).map((segment) => {
    const of = asked.filter(isOf(segment));
    const count = (wanted: number) => of.filter(({ number }) => number === wanted).length;
    const { share, ci95 } = shareOf(count(1), of.length);
    return figure('expected', segment, {
      ...{
        value: share,
        ci95,
        n: of.length,
        accounts: accountsOf(of),
        shown: shownOf(segment, 'EXP3', YEAR),
      },
      detail: { better: count(1), as: count(0), worse: count(-1) },
    });
  });
}
