import {
  analysisKinds,
  type CertifiedHeat,
  elements,
  impactKinds,
  orientations,
  yieldKinds,
} from '../../certificates/certificate.ts';
import { markKey } from '../../certificates/mark-key.ts';
import type { AnalysisRow } from '../../certificates/read-analysis-rows.ts';
import { parseDecimal } from '../../measures/read-number.ts';
import type { Fields } from '../limits.ts';

/** So many heats stand on one certificate at most. */
export const HEATS_MAX = 8;
const HEAT_LENGTH_MAX = 40;
const TEXT_MAX = 60;
const PIECES_OF_IMPACT_MAX = 9;

/** What a field counts in, with so many decimals, up to how much in the unit that is typed. */
const bounds = {
  pieces: { decimals: 0, max: 1_000_000 },
  mass: { decimals: 3, max: 100_000_000 },
  share: { decimals: 4, max: 100 },
  stress: { decimals: 3, max: 5000 },
  elongation: { decimals: 2, max: 100 },
  energy: { decimals: 3, max: 1000 },
} as const;

export type HeatsRead = {
  heats: readonly CertifiedHeat[];
  problems: Readonly<Record<string, string>>;
};

/**
 * Reads the heats of a certificate: `heatNumber.<row>` and what the paper says of
 * it. What is empty the paper does not say; a row in which nothing was typed is
 * none, but one heat there has to be. Problems stand by the names of their fields.
 */
export function readHeats(fields: Fields, rows: number): HeatsRead {
  const problems: Record<string, string> = {};
  const heats: CertifiedHeat[] = [];
  for (let row = 1; row <= rows; row += 1) {
    const heat = readHeat(readerOf(fields, row, problems));
    if (!heat) continue;
    const isTwice = heats.some((other) => markKey(other.heatNumber) === markKey(heat.heatNumber));
    if (isTwice) problems[`heatNumber.${row}`] ??= 'heatTwice';
    heats.push(heat);
  }
  if (heats.length === 0) problems['heatNumber.1'] ??= 'required';
  return { heats, problems };
}

/** Reads the fields of one row and notes what is wrong with them. */
type Reader = ReturnType<typeof readerOf>;

function readerOf(fields: Fields, row: number, problems: Record<string, string>) {
  const problem = (name: string, code: string) => {
    problems[`${name}.${row}`] ??= code;
  };
  const raw = (name: string): string => {
    const [text = '', ...more] = fields.get(`${name}.${row}`) ?? [];
    if (more.length > 0) problem(name, 'invalid');
    return text.trim();
  };
  const text = (name: string, max = TEXT_MAX): string => {
    const typed = raw(name);
    if (typed.length > max) problem(name, `tooLong:${max}`);
    return typed;
  };
  const figure = (name: string, kind: keyof typeof bounds, typed = raw(name)): number | null => {
    if (typed === '') return null;
    const { decimals, max } = bounds[kind];
    const read = parseDecimal(typed, { decimals, largest: max * 10 ** decimals });
    if (read.ok && read.units >= 0) return read.units;
    if (read.ok) problem(name, 'notNegative');
    else if (read.problem === 'too-large') problem(name, `tooLarge:${max}`);
    else problem(name, kind === 'pieces' ? 'wholeNumber' : 'number');
    return null;
  };
  const oneOf = <Value extends string>(name: string, values: readonly [Value, ...Value[]]) => {
    const typed = raw(name);
    const found = values.find((value) => value === typed);
    if (found === undefined && typed !== '') problem(name, 'choose');
    return found ?? values[0];
  };
  return { problem, raw, text, figure, oneOf };
}

function readHeat({ problem, text, figure, oneOf, ...reader }: Reader): CertifiedHeat | undefined {
  const heatNumber = text('heatNumber', HEAT_LENGTH_MAX);
  const pieces = figure('pieces', 'pieces');
  const mass = figure('mass', 'mass');
  const shares = elements.flatMap((element) => {
    const share = figure(element, 'share');
    return share === null ? [] : [[element, share] as const];
  });
  const heat: CertifiedHeat = {
    ...{ heatNumber, lotNumber: text('lotNumber', HEAT_LENGTH_MAX) },
    ...{ pieces: pieces === 0 ? null : pieces, massG: mass === 0 ? null : mass },
    analysisKind: oneOf('analysisKind', analysisKinds),
    analysisPpm: Object.fromEntries(shares),
    carbonEquivalentPpm: figure('carbonEquivalent', 'share'),
    tensile: readTensile({ problem, text, figure, oneOf, ...reader }),
    impact: readImpact({ problem, text, figure, oneOf, ...reader }),
    ...{ hardness: text('hardness'), bend: text('bend'), ultrasonic: text('ultrasonic') },
  };
  if (heatNumber !== '') return heat;
  if (isBlank(heat)) return undefined;
  problem('heatNumber', 'required');
  return heat;
}

const isBlank = (heat: CertifiedHeat): boolean =>
  Object.keys(heat.analysisPpm).length === 0 &&
  [heat.pieces, heat.massG, heat.carbonEquivalentPpm, heat.tensile, heat.impact].every(
    (said) => said === null,
  ) &&
  [heat.lotNumber, heat.hardness, heat.bend, heat.ultrasonic].every((said) => said === '');

function readTensile({ figure, oneOf }: Reader): CertifiedHeat['tensile'] {
  const [yieldKpa, strengthKpa] = [figure('yield', 'stress'), figure('strength', 'stress')];
  const elongationBp = figure('elongation', 'elongation');
  const yieldKind = oneOf('yieldKind', yieldKinds);
  const orientation = oneOf('orientation', orientations);
  if (yieldKpa === null && strengthKpa === null && elongationBp === null) return null;
  return { yieldKind, yieldKpa, strengthKpa, elongationBp, orientation };
}

/** Energies stand apart by spaces, semicolons or slashes: a comma belongs to a figure. */
function readImpact({ problem, raw, figure, oneOf }: Reader): CertifiedHeat['impact'] {
  const kind = oneOf('impactKind', impactKinds);
  const degrees = raw('temperature');
  const pieces = raw('impact')
    .split(/[\s;/]+/u)
    .filter((piece) => piece !== '');
  const read = parseDecimal(degrees, { decimals: 0, largest: 500 });
  if (degrees !== '' && !read.ok) problem('temperature', 'wholeNumber');
  if (pieces.length === 0) {
    if (degrees !== '') problem('impact', 'required');
    return null;
  }
  if (degrees === '') problem('temperature', 'required');
  if (pieces.length > PIECES_OF_IMPACT_MAX) problem('impact', 'invalid');
  const valuesMilli = pieces.flatMap((piece) => figure('impact', 'energy', piece) ?? []);
  return valuesMilli.length === 0
    ? null
    : { kind, temperatureC: read.ok ? read.units : 0, valuesMilli };
}

/** The fields in which heats stand, to be typed on. */
export function fieldsOfHeats(heats: readonly CertifiedHeat[]): Record<string, string> {
  return Object.fromEntries(
    heats.flatMap((heat, index) =>
      Object.entries(fieldsOfHeat(heat)).map(([name, text]) => [`${name}.${index + 1}`, text]),
    ),
  );
}

function fieldsOfHeat(heat: CertifiedHeat): Record<string, string> {
  const { tensile, impact } = heat;
  const over = (value: number | null | undefined, divisor: number) =>
    value === null || value === undefined ? '' : String(value / divisor);
  return {
    ...{ heatNumber: heat.heatNumber, lotNumber: heat.lotNumber },
    ...{ pieces: over(heat.pieces, 1), mass: over(heat.massG, 1000) },
    analysisKind: heat.analysisKind,
    ...Object.fromEntries(elements.map((one) => [one, over(heat.analysisPpm[one], 10_000)])),
    carbonEquivalent: over(heat.carbonEquivalentPpm, 10_000),
    ...{ yieldKind: tensile?.yieldKind ?? '', orientation: tensile?.orientation ?? '' },
    ...{ yield: over(tensile?.yieldKpa, 1000), strength: over(tensile?.strengthKpa, 1000) },
    elongation: over(tensile?.elongationBp, 100),
    ...{ impactKind: impact?.kind ?? '', temperature: over(impact?.temperatureC, 1) },
    impact: impact?.valuesMilli.map((milli) => over(milli, 1000)).join(' ') ?? '',
    ...{ hardness: heat.hardness, bend: heat.bend, ultrasonic: heat.ultrasonic },
  };
}

/** Puts pasted rows into the fields: a row of a heat that is typed already fills its fields, others take the next free ones. */
export function withPasted(
  values: Readonly<Record<string, string>>,
  rows: number,
  pasted: readonly AnalysisRow[],
): { values: Record<string, string>; rows: number } {
  const filled = { ...values };
  let last = rows;
  for (const { heatNumber, shares } of pasted) {
    const row = rowFor(filled, last, heatNumber);
    if (row > HEATS_MAX) break;
    last = Math.max(last, row);
    if (heatNumber !== '') filled[`heatNumber.${row}`] = heatNumber;
    for (const [name, text] of Object.entries(shares)) filled[`${name}.${row}`] = text;
  }
  return { values: filled, rows: last };
}

function rowFor(values: Readonly<Record<string, string>>, rows: number, heat: string): number {
  const typedIn = (row: number) => values[`heatNumber.${row}`]?.trim() ?? '';
  const all = Array.from({ length: rows }, (_, index) => index + 1);
  const named = all.find((row) => typedIn(row) !== '' && markKey(typedIn(row)) === markKey(heat));
  const free = all.find((row) =>
    heat === '' ? (values[`C.${row}`] ?? '') === '' : typedIn(row) === '',
  );
  return named ?? free ?? rows + 1;
}
