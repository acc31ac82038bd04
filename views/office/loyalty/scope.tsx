import { partsOf, populations, segmentWithin } from '../../../src/loyalty/nightly/figure.ts';
import { useBranches, useBranchName, useWords } from '../../language.tsx';
import { Choice } from '../../parts/field.tsx';
import { queryOf } from './part-names.ts';

/** Whose figures are shown: of which population, and of which branch; the address keeps both. */
export const Scope = ({ segment, base }: { segment: string; base: string }) => {
  const { loyalty } = useWords();
  const { population = 'all', branch } = partsOf(segment);
  return (
    <div class="row filters">
      <nav class="chips" aria-label={loyalty.segment}>
        {populations.map((name) => (
          <a
            class="chip"
            href={`${base}${queryOf(segmentWithin(name, branch))}`}
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
        <button type="submit">{loyalty.behind.show}</button>
      </form>
    </div>
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
