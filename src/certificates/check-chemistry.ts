import { carbonEquivalentPpm } from './carbon-equivalent.ts';
import { type CertifiedHeat, type Element, elements, fieldOfElement } from './certificate.ts';
import type { Fault, Unjudged, Verdict } from './fault.ts';
import { bandOf } from './grade-limits.ts';
import type { ElementLimit, GradeLimits } from './limit.ts';

/** Mills print the equivalent with two decimals and compute it from figures that they do not print. */
const EQUIVALENT_TOLERANCE_PPM = 100;
const EQUIVALENT = 'C92';
const IIW = 'IIW, EN 10025-1 7.2.3';

/**
 * An analysis against what its grade allows, element by element, and the carbon
 * equivalent: as it follows from the analysis against the stated one and against
 * the limit. An analysis in thousandths instead of hundredths is called that once,
 * not element by element. Thickness in µm, where it is known.
 */
export function checkChemistry(
  heat: CertifiedHeat,
  limits: GradeLimits | undefined,
  thicknessUm: number | null,
): Verdict {
  const stated = elements.filter((element) => heat.analysisPpm[element] !== undefined);
  const judged = stated.map((element) => judgeElement(heat, element, limits));
  const wrong = judged.flatMap(({ fault }) => fault ?? []);
  const faults = isPerMille(heat, limits, wrong)
    ? [perMille(heat)]
    : [...wrong, ...checkEquivalent(heat, limits, thicknessUm)];
  const unjudged = judged.flatMap((one) => one.unjudged ?? []);
  const equivalent = heat.carbonEquivalentPpm ?? carbonEquivalentPpm(heat.analysisPpm);
  if (equivalent !== undefined && equivalentLimit(limits, thicknessUm) === undefined) {
    unjudged.push({ field: EQUIVALENT, heatNumber: heat.heatNumber });
  }
  return { faults, unjudged };
}

function judgeElement(
  heat: CertifiedHeat,
  element: Element,
  limits: GradeLimits | undefined,
): { fault?: Fault; unjudged?: Unjudged } {
  const { heatNumber, analysisPpm } = heat;
  const found = analysisPpm[element] ?? 0;
  const limit = limits?.elements[element];
  const field = fieldOfElement(element);
  if (limits === undefined || limit === undefined)
    return { unjudged: { field, element, heatNumber } };
  const [min, max] = boundsOf(limit, analysisPpm.C);
  const about = { field, element, heatNumber, found, unit: 'ppm', source: limits.source } as const;
  if (max !== undefined && found > max) {
    return { fault: { ...about, code: 'element-above', limit: max } };
  }
  if (min !== undefined && found < min) {
    return { fault: { ...about, code: 'element-below', limit: min } };
  }
  return {};
}

/** Titanium is asked for by the carbon that it has to bind; where that is not stated, no least is known. */
function boundsOf(
  { minPpm, minCarbons, maxPpm }: ElementLimit,
  carbonPpm: number | undefined,
): [min: number | undefined, max: number | undefined] {
  if (minCarbons === undefined) return [minPpm, maxPpm];
  return [carbonPpm === undefined ? undefined : minCarbons * carbonPpm, maxPpm];
}

/** Several elements too high at once, and a tenth of every figure just right: thousandths were copied for hundredths. */
function isPerMille(
  heat: CertifiedHeat,
  limits: GradeLimits | undefined,
  wrong: readonly Fault[],
): boolean {
  const above = wrong.filter(({ code }) => code === 'element-above');
  if (above.length < 2) return false;
  const tenth = Object.fromEntries(
    elements.map((element) => [element, tenthOf(heat.analysisPpm[element])]),
  );
  const again = { ...heat, analysisPpm: tenth };
  return elements.every(
    (element) =>
      tenth[element] === undefined || judgeElement(again, element, limits).fault === undefined,
  );
}

const tenthOf = (ppm: number | undefined): number | undefined =>
  ppm === undefined ? undefined : Math.round(ppm / 10);

const perMille = ({ heatNumber, analysisPpm }: CertifiedHeat): Fault => ({
  code: 'unit-per-mille',
  field: fieldOfElement('C'),
  element: 'C',
  heatNumber,
  found: analysisPpm.C ?? null,
  limit: null,
  unit: 'ppm',
  source: '',
});

function checkEquivalent(
  heat: CertifiedHeat,
  limits: GradeLimits | undefined,
  thicknessUm: number | null,
): Fault[] {
  const { heatNumber, carbonEquivalentPpm: stated } = heat;
  const computed = carbonEquivalentPpm(heat.analysisPpm);
  const max = equivalentLimit(limits, thicknessUm);
  const faults: Fault[] = [];
  const about = { field: EQUIVALENT, heatNumber, unit: 'ppm' } as const;
  if (
    stated !== null &&
    computed !== undefined &&
    Math.abs(stated - computed) > EQUIVALENT_TOLERANCE_PPM
  ) {
    const misstated = { found: stated, limit: computed, source: IIW };
    faults.push({ ...about, code: 'carbon-equivalent-misstated', ...misstated });
  }
  const found = Math.max(stated ?? 0, computed ?? 0);
  if (limits && max !== undefined && found > max) {
    const { source } = limits;
    faults.push({ ...about, code: 'carbon-equivalent-above', found, limit: max, source });
  }
  return faults;
}

/** Without a thickness the limit of the last band holds, the mildest. */
function equivalentLimit(
  limits: GradeLimits | undefined,
  thicknessUm: number | null,
): number | undefined {
  const bands = limits?.carbonEquivalent;
  return (thicknessUm === null ? bands?.at(-1) : bandOf(bands, thicknessUm))?.maxPpm;
}
