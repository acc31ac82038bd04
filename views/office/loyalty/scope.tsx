import { partsOf, populations, segmentWithin } from '../../../src/loyalty/nightly/figure.ts';
import type { NightShown } from '../../../src/loyalty/nightly/figure.queries.ts';
import { useBranches, useBranchName, useWords } from '../../language.tsx';
import { Choice } from '../../parts/field.tsx';
import { useQuarterName } from './figure.tsx';
import { queryOf, type Scope } from './part-names.ts';

/** Whose figures are shown, and of when: population, branch and a quarter's end; the address keeps all three. */
export const ScopeFilter = ({
  scope,
  night,
  base,
}: {
  scope: Scope;
  night: NightShown | undefined;
  base: string;
}) => {
  const { loyalty } = useWords();
  const quarterName = useQuarterName();
  const { population = 'all', branch } = partsOf(scope.segment);
  return (
    <>
      <nav class="chips" aria-label={loyalty.segment}>
        {populations.map((name) => (
          <a
            class="chip"
            href={`${base}${queryOf({ ...scope, segment: segmentWithin(name, branch) })}`}
            aria-current={population === name ? 'page' : undefined}
          >
            {loyalty.segments[name]}
          </a>
        ))}
      </nav>
      <form class="row filters" method="get" action={base} hx-sync="this:replace">
        {population !== 'all' && <input type="hidden" name="segment" value={population} />}
        <Choice
          name="branch"
          label={loyalty.branch}
          value={branch ?? ''}
          options={[{ value: '', label: loyalty.behind.any.branch }, ...useBranches()]}
        />
        <Choice
          name="quarter"
          label={loyalty.asOf}
          value={scope.quarter ?? ''}
          options={[
            { value: '', label: loyalty.lastNight },
            ...(night?.quarters ?? []).map((quarter) => ({
              value: quarter,
              label: loyalty.endOf(quarterName(quarter)),
            })),
          ]}
        />
        <button type="submit">{loyalty.behind.show}</button>
      </form>
      {scope.quarter && <p class="meta">{loyalty.endOfHint}</p>}
    </>
  );
};

/** How a segment is called: its branch and its population, whatever of both is named. */
export function useSegmentName(): (segment: string) => string {
  const { loyalty } = useWords();
  const branchName = useBranchName();
  return (segment) => {
    const { population, branch } = partsOf(segment);
    if (branch === undefined) return loyalty.segments[population ?? 'all'];
    return population
      ? `${branchName(branch)}, ${loyalty.segments[population]}`
      : branchName(branch);
  };
}
