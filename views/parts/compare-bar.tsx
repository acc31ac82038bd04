import { useWords } from '../language.tsx';

/** The address of a comparison; products stand in the order given. */
export function compareHref(skus: readonly string[], onlyDifferences = false): string {
  const query = new URLSearchParams(skus.map((sku): [string, string] => ['sku', sku]));
  if (onlyDifferences) query.set('only', 'differences');
  return `/compare?${query.toString()}`;
}

/**
 * How many rows are ticked to stand side by side, and the way there. The boxes
 * belong to this form wherever they stand, so it works without scripts; with
 * them it remembers what was ticked on other pages, and says when it is full.
 */
export const CompareBar = () => {
  const { comparison } = useWords();
  return (
    <form id="compare" class="toolbar" action="/compare" data-chosen={comparison.chosen('#')}>
      <output>{comparison.choose}</output>
      <button type="submit" class="small">
        {comparison.go}
      </button>
      <button type="reset" class="small">
        {comparison.clear}
      </button>
    </form>
  );
};
