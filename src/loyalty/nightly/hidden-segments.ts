import { decidePrivacy, PRIVATE_MIN } from '../metrics/privacy-threshold.ts';
import { partsOf, segmentWithin } from './figure.ts';
import type { Population } from './inputs.ts';

const PEOPLE: readonly Population[] = ['end_user', 'trader'];
/** What all together have beside the branches that are named. */
const REST = '';

/** How many speak in each segment; one that is not named has nobody. */
type Sizes = ReadonlyMap<string, number>;

/** A branch with what each of its populations said. */
type Row = { branch: string; end_user: number; trader: number };

const isSmall = (n: number) => n > 0 && n < PRIVATE_MIN;

/**
 * Segments of one figure that are kept back, so that neither by itself nor by taking
 * some from others anybody learns what fewer than five people said (4.6):
 *
 * - all together are five or more, or nothing is shown;
 * - a population is shown where the other one is nobody or five as well;
 * - branches are shown as our own groups are: what is hidden is five together, in two;
 * - a branch is told apart by populations only where it is shown and both are nobody or
 *   five; and what then is left of a population over the other branches is nobody or five
 *   too, else the branch that is the least told apart is not any more, or no population is
 *   shown at all. So whatever is added and subtracted comes to whole branches that are
 *   shown, to those that are hidden, or to what is left of a population.
 */
export function hiddenSegments(sizes: Sizes): Set<string> {
  const of = (segment: string) => sizes.get(segment) ?? 0;
  if (sizes.has('all') && of('all') < PRIVATE_MIN) return new Set(sizes.keys());
  const hidden = new Set<string>();
  hideBranches(sizes, hidden);
  if (
    PEOPLE.some((one) => isSmall(of(one)) || (sizes.has('all') && isSmall(of('all') - of(one))))
  ) {
    for (const one of PEOPLE) if (of(one) < of('all') || !sizes.has('all')) hidden.add(one);
  }
  hideWithin(sizes, hidden);
  return hidden;
}

function hideBranches(sizes: Sizes, hidden: Set<string>): void {
  const branches = [...sizes].filter(([segment, n]) => isBranch(segment) && n > 0);
  const groups = branches.map(([name, answers]) => ({ name, answers }));
  const rest = (sizes.get('all') ?? 0) - groups.reduce((sum, { answers }) => sum + answers, 0);
  if (rest > 0) groups.push({ name: REST, answers: rest });
  for (const name of decidePrivacy(groups).hidden) if (name !== REST) hidden.add(name);
}

const isBranch = (segment: string) => {
  const { branch, population } = partsOf(segment);
  return branch !== undefined && population === undefined;
};

function hideWithin(sizes: Sizes, hidden: Set<string>): void {
  const rows = rowsOf(sizes);
  const isShown = ({ branch }: Row) => branch !== REST && !hidden.has(segmentWithin('all', branch));
  const arePeopleShown = PEOPLE.every((one) => !hidden.has(one));
  const isMixed = (row: Row) => row.end_user > 0 && row.trader > 0;
  const told = rows.filter(
    (row) =>
      isShown(row) &&
      (!isMixed(row) || (arePeopleShown && !PEOPLE.some((one) => isSmall(row[one])))),
  );
  const mixed = told.filter(isMixed).toSorted((one, other) => leastOf(other) - leastOf(one));
  const isFound = () => {
    const left = rows.filter((row) => !told.includes(row));
    return arePeopleShown && isPopulationFound(left, isShown);
  };
  while (isFound()) {
    const least = mixed.pop();
    if (!least) {
      for (const one of PEOPLE) hidden.add(one);
      break;
    }
    told.splice(told.indexOf(least), 1);
  }
  for (const row of rows) {
    if (row.branch === REST || told.includes(row)) continue;
    for (const one of PEOPLE) hidden.add(segmentWithin(one, row.branch));
  }
}

/** The branches that are named, and as one more what all together have beside them. */
function rowsOf(sizes: Sizes): Row[] {
  const branches = new Set([...sizes.keys()].flatMap((one) => partsOf(one).branch ?? []));
  const rows = [...branches].map((branch): Row => ({
    branch,
    end_user: sizes.get(segmentWithin('end_user', branch)) ?? 0,
    trader: sizes.get(segmentWithin('trader', branch)) ?? 0,
  }));
  const left = (one: Population) =>
    Math.max(0, (sizes.get(one) ?? 0) - rows.reduce((sum, row) => sum + row[one], 0));
  return [...rows, { branch: REST, end_user: left('end_user'), trader: left('trader') }];
}

const leastOf = ({ end_user: some, trader: others }: Row) => Math.min(some, others);

/** Whether what is left of a population over branches that are not told apart is somebody, and fewer than five. */
function isPopulationFound(left: readonly Row[], isShown: (row: Row) => boolean): boolean {
  const sum = (rows: readonly Row[], one: Population) =>
    rows.reduce((all, row) => all + row[one], 0);
  const [open, closed] = [left.filter(isShown), left.filter((row) => !isShown(row))];
  return PEOPLE.some((one) => {
    const other: Population = one === 'trader' ? 'end_user' : 'trader';
    // Where branches that are hidden have none of the other population, theirs falls out of the sum.
    const isApart = sum(closed, other) === 0 && isSmall(sum(open, one));
    return isSmall(sum(left, one)) || isApart;
  });
}
