/** What may be wrong with a certificate. */
export type FaultCode =
  | 'element-above'
  | 'element-below'
  | 'carbon-equivalent-above'
  | 'carbon-equivalent-misstated'
  | 'yield-below'
  | 'strength-below'
  | 'strength-above'
  | 'elongation-below'
  | 'ratio-below'
  | 'impact-mean-below'
  | 'impact-single-below'
  | 'unit-per-mille'
  | 'unit-ksi'
  | 'unit-kgf'
  | 'band-differs'
  | 'results-missing'
  | 'inspector-missing'
  | 'heat-missing'
  | 'heat-not-of-lot'
  | 'grade-differs'
  | 'mass-short'
  | 'pieces-short'
  | 'dated-ahead'
  | 'dated-after-goods'
  | 'number-used';

/** In what a figure of a fault is counted: ppm by mass, kPa, basis points, a ratio in ten thousandths, thousandths of a joule, grams, µm, pieces; a text is itself. */
export type FaultUnit = 'ppm' | 'kpa' | 'bp' | 'ratio' | 'milli' | 'g' | 'um' | 'pieces' | 'text';

/** One thing that is wrong: in which field of EN 10168, of which heat, what was found, which limit it breaks, and where that limit stands. */
export type Fault = {
  code: FaultCode;
  field: string;
  /** The element, where it is one. */
  element?: string;
  /** Null where the whole paper is meant. */
  heatNumber: string | null;
  found: number | string | null;
  limit: number | string | null;
  unit: FaultUnit;
  /** The standard or rule of the limit; empty where plain sense is enough. */
  source: string;
};

/** A figure for which no limit is known to us: it is shown and not judged. */
export type Unjudged = { field: string; element?: string; heatNumber: string };

/** What a check came to. */
export type Verdict = { faults: readonly Fault[]; unjudged: readonly Unjudged[] };

/** Without these a paper is no certificate of anything, or the same one again: nobody can overlook that. */
const blocking: ReadonlySet<FaultCode> = new Set(['heat-missing', 'number-used']);

/** Whether a fault keeps the paper out whatever anybody says. */
export const isBlocking = ({ code }: Fault): boolean => blocking.has(code);
