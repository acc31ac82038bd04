import type { OrderNeed } from './order-transfer.queries.ts';

/** What orders need from one branch at another, and what a vehicle between them carries. Grams. */
export type WayNeeded = {
  fromBranch: string;
  toBranch: string;
  vehicleUpToG: number;
  /** All of it together. */
  weightG: number;
  /** Each with its weight, and whether it goes on the first vehicle with those before it. */
  needs: readonly (OrderNeed & { weightG: number; fits: boolean })[];
};

/**
 * What orders need, by the way it goes: the ways in the order in which their first need
 * leaves. What leaves first goes on the first vehicle, as far as that carries it; what is
 * too much for any by itself goes alone.
 */
export function needsByWay(found: readonly OrderNeed[]): WayNeeded[] {
  const ways = new Map<string, OrderNeed[]>();
  for (const need of found) {
    const key = `${need.fromBranch} ${need.toBranch}`;
    ways.set(key, [...(ways.get(key) ?? []), need]);
  }
  return [...ways.values()].flatMap((all) => {
    const [first] = all;
    if (!first) return [];
    const { fromBranch, toBranch, vehicleUpToG } = first;
    let loadedG = 0;
    const needs = all.map((need) => {
      const weightG = weightOf(need.goods);
      const fits = loadedG === 0 || loadedG + weightG <= vehicleUpToG;
      if (fits) loadedG += weightG;
      return { ...need, weightG, fits };
    });
    return [{ fromBranch, toBranch, vehicleUpToG, weightG: weightOf(needs), needs }];
  });
}

const weightOf = (parts: readonly { weightG: number }[]): number =>
  parts.reduce((sum, { weightG }) => sum + weightG, 0);
