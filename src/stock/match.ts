import type { SearchPhrase } from '../catalogue/search-phrase.ts';
import type { Form, LengthKind } from '../platform/db/schema.ts';

/**
 * How well the goods answer what a buyer wrote (names.md §5). `exact`: one
 * product, and form, size, grade and the standard with its year were said, or a
 * code names it. `specified`: one product of exactly that size, of which grade or
 * standard were not said. `candidate`: one of several, or one that says less.
 * `rejected`: nothing we sell answers it.
 */
type MatchStatus = 'exact' | 'specified' | 'candidate' | 'rejected';

/** By what a product was found: a code of ours or on the goods, the company's own number, its own words, what was said. */
type FoundBy = 'code' | 'article' | 'alias' | 'words' | 'nearest';

/** A product that a line may mean, and what speaks for it. */
export type Candidate = {
  productId: string;
  foundBy: FoundBy;
  sku: string;
  form: Form;
  designation: string;
  grade: string;
  standard: string;
  lengthKind: LengthKind;
  stockLengthMm: number | null;
  /** Bought before by the company; can be promised by the own branch, by any. */
  isUsual: boolean;
  isHere: boolean;
  isAnywhere: boolean;
};

/** What nobody said and the chosen product has all the same. */
export type Assumed = 'form' | 'grade' | 'standard' | 'length';

/** What a line of a list means among the goods. */
export type Match = {
  status: MatchStatus;
  /** The best first, a few. */
  candidates: readonly Candidate[];
  /** How many answer it altogether. */
  total: number;
  /** The product that is proposed: the only one, or the likeliest of several that differ in nothing that was left open but length and standard. */
  proposed?: Candidate;
  assumed: readonly Assumed[];
  /** To be cut from the longer bars of the product. */
  cutToMm?: number;
};

const WITH_YEAR = /-\d{2}(?:\d{2})?$/u;
/** Standards whose number says all. */
const EUROPEAN = /^(?:EN|DIN|ISO|ASTM) /u;

/**
 * What the candidates of a line come to. `total` counts all that answer it,
 * `candidates` are the first of them in the order of what speaks for them.
 */
export function matchOf(phrase: SearchPhrase, found: readonly Candidate[], total: number): Match {
  const [first] = found;
  if (!first) return { status: 'rejected', candidates: [], total: 0, assumed: [] };
  if (first.foundBy === 'nearest') {
    return { status: 'rejected', candidates: found, total, assumed: [] };
  }
  if (first.foundBy !== 'words') {
    return { status: 'exact', candidates: [first], total: 1, proposed: first, assumed: [] };
  }
  const { lengthMm } = phrase;
  const ofLength = found.filter((one) => one.stockLengthMm === lengthMm);
  const isCut = lengthMm !== undefined && ofLength.length === 0;
  const candidates = ofLength.length > 0 ? ofLength : found;
  const count = candidates === found ? total : candidates.length;
  const cut = isCut ? { cutToMm: lengthMm } : {};
  const [proposed = first] = candidates;
  const assumed = assumedFor(phrase, candidates);
  if (count === 1) {
    return { status: statusOfOne(phrase), candidates, total: 1, proposed, assumed, ...cut };
  }
  const several = { status: 'candidate', candidates, total: count, ...cut } as const;
  return differOnlyInLengthOrStandard(candidates, count)
    ? { ...several, proposed, assumed }
    : { ...several, assumed: [] };
}

/** A missing grade, standard or year never yields exact. */
function statusOfOne(phrase: SearchPhrase): MatchStatus {
  const { form, grade, standard = '' } = phrase;
  if (form === undefined || !saysSize(phrase)) return 'candidate';
  const isDated = WITH_YEAR.test(standard) || EUROPEAN.test(standard);
  return grade !== undefined && isDated ? 'exact' : 'specified';
}

/** Sizes, or the number of a beam or channel, which stands among the words. */
const saysSize = ({ sizes, choice, words }: SearchPhrase): boolean =>
  sizes.length > 0 || choice !== undefined || words.some((word) => /^\d/u.test(word));

function differOnlyInLengthOrStandard(candidates: readonly Candidate[], total: number): boolean {
  const [first] = candidates;
  return (
    candidates.length === total &&
    candidates.every(
      ({ form, designation, grade }) =>
        form === first?.form && designation === first.designation && grade === first.grade,
    )
  );
}

/** What the buyer left open and the proposed product settles. */
function assumedFor(phrase: SearchPhrase, candidates: readonly Candidate[]): Assumed[] {
  const { form, grade, standard, lengthMm } = phrase;
  const lengths = new Set(candidates.map((one) => `${one.lengthKind} ${one.stockLengthMm}`));
  return [
    ...(form === undefined ? (['form'] as const) : []),
    ...(grade === undefined ? (['grade'] as const) : []),
    ...(standard === undefined ? (['standard'] as const) : []),
    ...(lengthMm === undefined && lengths.size > 1 ? (['length'] as const) : []),
  ];
}
