import { foldText } from './fold-text.ts';

/**
 * Steels that do the same work, by their yield strength in MPa at the thinnest
 * band of the standard, then by how far they are killed (grades.csv). Only
 * within a family may one grade stand for another; stainless, wear-resistant,
 * coated and non-ferrous metals are chosen for more than strength and have none.
 */
const FAMILIES: readonly (readonly (readonly [
  grade: string,
  yieldMpa: number,
  killing?: number,
])[])[] = [
  // Constructional steel that is welded: ГОСТ 380, 27772, 19281, EN 10025.
  [
    ['Ст3кп', 235],
    ['Ст3пс', 245, 1],
    ['Ст3сп', 245, 2],
    ['Ст3сп5', 245, 3],
    ['С235', 235],
    ['С245', 245, 2],
    ['С255', 255],
    ['С275', 275],
    ['С345', 345],
    ['С355', 355],
    ['С390', 390],
    ['С440', 440],
    ['09Г2С', 345],
    ['15ХСНД', 345],
    ['17Г1С', 355],
    ['10ХСНД', 390],
    ['S235JR', 235],
    ['S235J0', 235, 1],
    ['S235J2', 235, 2],
    ['S275JR', 275],
    ['S275J2', 275, 2],
    ['S355JR', 355],
    ['S355J0', 355, 1],
    ['S355J2', 355, 2],
    ['S355K2', 355, 3],
  ],
  // Ribbed rebar: ГОСТ 34028.
  [
    ['А300', 295],
    ['А400', 390],
    ['А500С', 500],
    ['А500СП', 500, 1],
    ['А600С', 600],
    ['А800', 800],
  ],
  // Carbon steel for machine parts: ГОСТ 1050.
  [
    ['10', 205],
    ['20', 245],
    ['35', 315],
    ['45', 355],
  ],
];

type Place = { family: number; yieldMpa: number; killing: number };

const places = new Map<string, Place>(
  FAMILIES.flatMap((grades, family) =>
    grades.map(
      ([grade, yieldMpa, killing = 0]) => [foldText(grade), { family, yieldMpa, killing }] as const,
    ),
  ),
);
/** Ст3 says neither кп nor пс: any of them is meant. */
places.set(foldText('Ст3'), { family: 0, yieldMpa: 235, killing: 0 });

/** The strength that a grade is known for, MPa; `undefined` for one that has no family. */
export const yieldOf = (grade: string): number | undefined => placeOf(grade)?.yieldMpa;

/**
 * Whether a grade may be offered in place of another, with the buyer's consent:
 * a higher one of the same family may, a lower one never, and neither may a
 * stranger to the family (R19, names.md §3: not 09Г2С for Ст3 unasked, and never
 * Ст3 for Hardox). No grade is an analogue of itself.
 */
export function mayStandFor(offered: string, asked: string): boolean {
  const [one, other] = [placeOf(offered), placeOf(asked)];
  if (!one || !other || one.family !== other.family) return false;
  const strength = one.yieldMpa - other.yieldMpa;
  return strength > 0 || (strength === 0 && one.killing > other.killing);
}

/** «09Г2С (С345)» is known by its first name, «35ГС (А400)» by its class; a coating makes it another metal. */
function placeOf(grade: string): Place | undefined {
  const [, name = '', strengthClass = ''] = /^([^(]*?)\s*(?:\((.*)\))?$/u.exec(grade) ?? [];
  return places.get(foldText(name)) ?? places.get(foldText(strengthClass));
}
