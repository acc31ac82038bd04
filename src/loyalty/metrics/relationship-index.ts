import { type AnswersOfPerson, type CompositeItem, groupScore, personScore } from './composite.ts';

/** The four questions of the index; own name and own formula, compared with no other index. */
const ITEMS: readonly CompositeItem[] = [
  { id: 'REL_OVERALL', scale: [1, 5], isReversed: false },
  { id: 'CCS3', scale: [0, 10], isReversed: false },
  { id: 'REL_REBUY', scale: [1, 5], isReversed: false },
  { id: 'REL_ADV', scale: [1, 5], isReversed: false },
];

/**
 * The Relationship Index of one person, 0 to 100: overall rating, recommendation,
 * buying again and advantage over others (1.23). `null` with fewer than two answers.
 */
export function relationshipIndexOfPerson(answers: AnswersOfPerson): number | null {
  return personScore(answers, ITEMS);
}

/** The Relationship Index of a group: the mean of the four questions' means. */
export function relationshipIndexOf(people: readonly AnswersOfPerson[]): {
  score: number | null;
  itemMeans: Record<string, number | null>;
  itemsUsed: number;
} {
  return groupScore(people, ITEMS);
}

/** Satisfied and staying, staying without being satisfied, satisfied and going, neither. */
export type RelationType = 'advocate' | 'hostage' | 'opportunist' | 'critic';

/**
 * The type of a relation by satisfaction (CCS1, from "rather satisfied" up) and the
 * likelihood to buy again (REL_REBUY, 4 and 5). `null` unless both were answered.
 */
export function relationTypeOf(
  satisfaction: number | null,
  rebuy: number | null,
): RelationType | null {
  if (satisfaction === null || rebuy === null) return null;
  if (satisfaction >= 4) return rebuy >= 4 ? 'advocate' : 'opportunist';
  return rebuy >= 4 ? 'hostage' : 'critic';
}

/** Said and seen to matter, only said, only seen, neither. */
export type ImportanceType = 'motivator' | 'hygienic' | 'hidden_opportunity' | 'saver';

/**
 * The grid of stated and derived importance: each attribute high or low beside the
 * means of both, where a value on the mean is high. Attributes without one of the
 * two are left out. A label is printed only if the bootstrap agrees (`agreedLabel`).
 */
export function importanceGrid(
  attributes: readonly { id: string; stated: number | null; derived: number | null }[],
): { id: string; type: ImportanceType }[] {
  const known = attributes.flatMap(({ id, stated, derived }) =>
    stated === null || derived === null ? [] : [{ id, stated, derived }],
  );
  const mean = (of: (attribute: { stated: number; derived: number }) => number) =>
    known.reduce((sum, attribute) => sum + of(attribute), 0) / known.length;
  const [stated, derived] = [mean((one) => one.stated), mean((one) => one.derived)];
  return known.map((one) => ({
    id: one.id,
    type: importanceType(one.stated >= stated - HAIR, one.derived >= derived - HAIR),
  }));
}

/** Means that are equal on paper may differ in their last bit. */
const HAIR = 1e-9;

function importanceType(isStated: boolean, isDerived: boolean): ImportanceType {
  if (isStated) return isDerived ? 'motivator' : 'hygienic';
  return isDerived ? 'hidden_opportunity' : 'saver';
}
