/** A group of people who were promised that nobody sees what they said one by one. */
export type PrivateGroup = { name: string; answers: number };

/** What may be shown of groups: the names keep their order. */
export type PrivacyDecision = { totalShown: boolean; shown: string[]; hidden: string[] };

/** The least number of answers that is shown together. */
export const PRIVATE_MIN = 5;

/**
 * Which groups of employees may be shown (4.6): those of five answers and more. If
 * only one group is hidden, or the hidden ones have fewer than five answers together,
 * they could be found by taking the shown ones from the total; so the smallest shown
 * group is hidden too, the first of equal ones, until that is over. The total is shown
 * from five answers up.
 */
export function decidePrivacy(groups: readonly PrivateGroup[]): PrivacyDecision {
  const hidden = new Set(groups.filter(({ answers }) => answers < PRIVATE_MIN));
  const stillShown = groups
    .filter((group) => !hidden.has(group))
    .toSorted((one, other) => one.answers - other.answers);
  while (canBeFound([...hidden])) {
    const smallest = stillShown.shift();
    if (!smallest) break;
    hidden.add(smallest);
  }
  const names = (isHidden: boolean) =>
    groups.filter((group) => hidden.has(group) === isHidden).map(({ name }) => name);
  return { totalShown: answersOf(groups) >= PRIVATE_MIN, shown: names(false), hidden: names(true) };
}

const answersOf = (groups: readonly PrivateGroup[]) =>
  groups.reduce((sum, { answers }) => sum + answers, 0);

const canBeFound = (hidden: readonly PrivateGroup[]) =>
  hidden.length === 1 || (hidden.length > 1 && answersOf(hidden) < PRIVATE_MIN);
