/** So many ways are found; more of them tell no more than that there are several. */
const FOUND_MAX = 3;

/**
 * Which two or more of the items, up to so many together, come to a sum exactly;
 * the first few ways, those with earlier items first. For some twenty items and
 * four together that is six thousand sums. Minor units.
 */
export function subsetsOf<Item extends { dueMinor: number }>(
  items: readonly Item[],
  sumMinor: number,
  togetherMax: number,
): Item[][] {
  const found: Item[][] = [];
  const add = (from: number, chosen: readonly Item[], leftMinor: number): void => {
    if (leftMinor === 0 && chosen.length > 1) found.push([...chosen]);
    if (leftMinor <= 0 || chosen.length === togetherMax) return;
    for (let at = from; at < items.length && found.length < FOUND_MAX; at += 1) {
      const item = items[at];
      if (item) add(at + 1, [...chosen, item], leftMinor - item.dueMinor);
    }
  };
  add(0, [], sumMinor);
  return found;
}
