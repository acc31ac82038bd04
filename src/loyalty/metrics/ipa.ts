import { meanOf } from './sample.ts';

/** An attribute with what it matters and how it is rated; `null`: nobody said. */
export type IpaItem = { id: string; importance: number | null; performance: number | null };

/** Where an attribute lies: important and weak, important and good, unimportant and good, or neither. */
type Quadrant = 'concentrate' | 'keep_up' | 'overkill' | 'low_priority';

/** An attribute in the grid, by both cross-hairs. */
export type IpaPlace = {
  id: string;
  scaleCentred: Quadrant | null;
  dataCentred: Quadrant | null;
  /** Performance less importance, and whether importance is above; only when both have one scale. */
  gap: number | null;
  diagonal: 'priority' | 'ok' | null;
};

/** Importance and performance of a cross-hair. */
type Centre = readonly [importance: number, performance: number];

/** Means that are equal on paper may differ in their last bit. */
const HAIR = 1e-9;

/**
 * The grid of importance and performance (R29) by two cross-hairs: the middle of
 * the scales, which is absolute and sees no weakness where all are good, and the
 * means of the attributes, which is relative and always accuses somebody. A value
 * on the cross-hair counts as high. Attributes without one of the two figures are
 * listed but placed nowhere, and stay out of the means.
 */
export function ipaOf(
  items: readonly IpaItem[],
  scaleMid: Centre,
): { centerScale: Centre; centerData: Centre | null; items: IpaPlace[] } {
  const known = items.filter(isKnown);
  const importance = meanOf(known.map((item) => item.importance));
  const performance = meanOf(known.map((item) => item.performance));
  const centerData: Centre | null =
    importance === null || performance === null ? null : [importance, performance];
  const isOneScale = scaleMid[0] === scaleMid[1];
  return {
    centerScale: scaleMid,
    centerData,
    items: items.map((item) => {
      if (!isKnown(item) || !centerData) {
        return { id: item.id, scaleCentred: null, dataCentred: null, gap: null, diagonal: null };
      }
      const gap = item.performance - item.importance;
      return {
        id: item.id,
        scaleCentred: quadrantOf(item, scaleMid),
        dataCentred: quadrantOf(item, centerData),
        gap: isOneScale ? gap : null,
        diagonal: isOneScale ? diagonalOf(gap) : null,
      };
    }),
  };
}

type Known = { id: string; importance: number; performance: number };

const isKnown = (item: IpaItem): item is Known =>
  item.importance !== null && item.performance !== null;

const diagonalOf = (gap: number) => (gap < -HAIR ? ('priority' as const) : ('ok' as const));

function quadrantOf(item: Known, [importance, performance]: Centre): Quadrant {
  const isGood = item.performance >= performance - HAIR;
  if (item.importance >= importance - HAIR) return isGood ? 'keep_up' : 'concentrate';
  return isGood ? 'overkill' : 'low_priority';
}

/**
 * The label that may be printed: the one that at least 80% of the bootstrap's
 * draws gave, or `null` when they disagree or none was drawn.
 */
export function agreedLabel<Label extends string>(drawn: readonly (Label | null)[]): Label | null {
  const counts = new Map<Label, number>();
  for (const label of drawn) if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1);
  for (const [label, count] of counts) if (count >= AGREED * drawn.length) return label;
  return null;
}

const AGREED = 0.8;
