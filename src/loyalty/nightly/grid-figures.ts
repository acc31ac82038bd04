import { importanceOf } from '../attribute.ts';
import { resample } from '../metrics/bootstrap.ts';
import { agreedLabel } from '../metrics/ipa.ts';
import { importanceGrid, type ImportanceType } from '../metrics/relationship-index.ts';
import { meanOf } from '../metrics/sample.ts';
import { accountsOf, type Figure, figure, isOf, type Segment, segmentsOf } from './figure.ts';
import type { Voice } from './inputs.ts';
import { anchorsOf, type Pair, pairsOf, type StepFacts, weightedPoint } from './step-figures.ts';

const YEAR = 365;
const DRAWS = 400;
const PAIRS_MIN = 10;
const WEIGHED_MIN = 3;

/**
 * What customers call important beside what goes together with their satisfaction (1.23):
 * what both say, only the words, only the figures, or neither. A type is named only where
 * four of five draws of companies agree, and only of what both are known of.
 */
export function gridFigures(
  voices: readonly Voice[],
  { today, items, branches }: Pick<StepFacts, 'today' | 'items' | 'branches'>,
): Figure[] {
  const year = voices.filter(({ day }) => day <= today && day > today - YEAR);
  const anchors = anchorsOf(year);
  const weights = new Set(items.map(importanceOf));
  const weighing = voices.filter(({ item }) => weights.has(item));
  return segmentsOf(branches).flatMap((segment) => {
    const of = weighing.filter(isOf(segment));
    const pairs = pairsOf(year.filter(isOf(segment)), { anchors, items });
    const all = items.map((id) => ({
      id,
      weighed: of.filter(({ item }) => item === importanceOf(id)),
      rated: pairs.get(id) ?? [],
    }));
    const known = all.filter(
      ({ weighed, rated }) => weighed.length >= WEIGHED_MIN && rated.length >= PAIRS_MIN,
    );
    const shown = known.length < 2 ? [] : known;
    return [
      ...(shown.length === 0 ? [] : gridOf(segment, shown)),
      // Too few are counted, so that nobody takes them for none when he subtracts.
      ...all
        .filter((one) => !shown.includes(one) && one.weighed.length > 0)
        .map(({ id, weighed }) => fewFigure(segment, id, weighed)),
    ];
  });
}

const fewFigure = (segment: Segment, id: string, weighed: readonly Voice[]) =>
  figure(`grid.${id}`, segment, { n: weighed.length, accounts: accountsOf(weighed) });

type Attribute = { id: string; weighed: readonly Voice[]; rated: readonly Pair[] };

function gridOf(segment: Segment, known: readonly Attribute[]): Figure[] {
  const companies = [
    ...new Set(known.flatMap(({ weighed, rated }) => [...weighed, ...rated].map(companyOf))),
  ];
  const placeOf = new Map(companies.map((companyId, at) => [companyId, at]));
  const places = (some: readonly { companyId: string }[]) =>
    Int32Array.from(some, (one) => placeOf.get(one.companyId) ?? 0);
  const cells = known.map((one) => ({
    ...one,
    weighedAt: places(one.weighed),
    ratedAt: places(one.rated),
  }));
  const drawn = new Map<string, (ImportanceType | null)[]>(known.map(({ id }) => [id, []]));
  const typesOf = (times: Uint16Array) =>
    importanceGrid(
      cells.map(({ id, weighed, rated, weighedAt, ratedAt }) => ({
        id,
        stated: weightedMean(weighed, weighedAt, times),
        derived: weightedPoint(rated, ratedAt, times).importance,
      })),
    );
  resample(
    companies.length,
    (times) => {
      const types = new Map(typesOf(times).map(({ id, type }) => [id, type]));
      for (const { id } of known) drawn.get(id)?.push(types.get(id) ?? null);
    },
    DRAWS,
  );
  const once = new Uint16Array(companies.length).fill(1);
  return cells.map(({ id, weighed, rated, ratedAt }) =>
    figure(`grid.${id}`, segment, {
      ...{ value: meanOf(weighed.map(({ number }) => number)), n: weighed.length },
      accounts: accountsOf(weighed),
      detail: {
        derived: weightedPoint(rated, ratedAt, once).importance,
        ratings: rated.length,
        type: agreedLabel(drawn.get(id) ?? []),
      },
    }),
  );
}

const companyOf = ({ companyId }: { companyId: string }) => companyId;

function weightedMean(of: readonly Voice[], at: Int32Array, times: Uint16Array): number | null {
  let [n, sum] = [0, 0];
  of.forEach(({ number }, place) => {
    const weight = times[at[place] ?? 0] ?? 0;
    n += weight;
    sum += weight * number;
  });
  return n === 0 ? null : sum / n;
}
