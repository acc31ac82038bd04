import { divideHalfUp } from '../measures/divide.ts';
import type { CertifiedHeat, ImpactTest, TensileTest } from './certificate.ts';
import type { Fault, Unjudged, Verdict } from './fault.ts';
import { bandOf } from './grade-limits.ts';
import type { Band, GradeLimits } from './limit.ts';

const YIELD = 'C11';
const STRENGTH = 'C12';
const ELONGATION = 'C13';
const IMPACT = 'C42';
const IMPACT_MEAN = 'C43';

/** No single piece of three may come below so much of the mean that is asked for (EN 10025-1, 9.2.2; certificates.md). */
const SINGLE_SHARE_BP = 7000;

/** 1 ksi is 6.894757 MPa, 1 kgf/mm² is 9.80665 MPa; here per million. */
const foreignUnits = [
  ['unit-ksi', 6_894_757n],
  ['unit-kgf', 9_806_650n],
] as const;

/**
 * The tests of a heat against what its grade asks at a thickness (µm): yield,
 * strength, elongation, the ratio of rebar, and impact energy, whose mean and
 * single pieces are judged apart. Strength in another unit is called that once.
 * Without a thickness the mildest band holds.
 */
export function checkMechanics(
  heat: CertifiedHeat,
  limits: GradeLimits | undefined,
  thicknessUm: number | null,
): Verdict {
  const { tensile, impact } = heat;
  const asked = tensile ? askedOf(limits, thicknessUm) : [];
  const unit = tensile && limits ? foreignUnitOf(tensile, asked) : undefined;
  const faults: Fault[] = [];
  const unjudged: Unjudged[] = [];
  for (const one of asked) {
    const found = tensile?.[one.of] ?? null;
    if (found === null) continue;
    if (one.min === undefined) unjudged.push({ field: one.field, heatNumber: heat.heatNumber });
    else if (!unit) faults.push(...judge(heat, { ...one, found, min: one.min }, limits));
  }
  if (unit) faults.push({ ...unit, heatNumber: heat.heatNumber });
  else if (tensile) faults.push(...checkRatio(heat, tensile, limits));
  if (impact) {
    const judged = checkImpact(heat, impact, limits);
    faults.push(...judged.faults);
    unjudged.push(...judged.unjudged);
  }
  return { faults, unjudged };
}

type Asked = {
  of: 'yieldKpa' | 'strengthKpa' | 'elongationBp';
  field: string;
  below: Fault['code'];
  min: number | undefined;
  max?: number | undefined;
};

function askedOf(limits: GradeLimits | undefined, thicknessUm: number | null): Asked[] {
  const strength = limitAt(limits?.strength, thicknessUm);
  const min = limitAt(limits?.yield, thicknessUm)?.minKpa;
  return [
    { of: 'yieldKpa', field: YIELD, below: 'yield-below', min },
    {
      ...{ of: 'strengthKpa', field: STRENGTH, below: 'strength-below' },
      ...{ min: strength?.minKpa, max: strength?.maxKpa },
    },
    {
      ...{ of: 'elongationBp', field: ELONGATION, below: 'elongation-below' },
      min: limits?.elongationMinBp,
    },
  ];
}

function limitAt<Limit extends { minKpa: number }>(
  bands: readonly Band<Limit>[] | undefined,
  thicknessUm: number | null,
): Band<Limit> | undefined {
  return thicknessUm === null ? bands?.at(-1) : bandOf(bands, thicknessUm);
}

function judge(
  { heatNumber }: CertifiedHeat,
  asked: Asked & { found: number; min: number },
  limits: GradeLimits | undefined,
): Fault[] {
  const { of, field, found, min, max } = asked;
  const unit = of === 'elongationBp' ? 'bp' : 'kpa';
  const about = { field, heatNumber, found, unit, source: limits?.source ?? '' } as const;
  if (found < min) return [{ ...about, code: asked.below, limit: min }];
  if (max !== undefined && found > max) return [{ ...about, code: 'strength-above', limit: max }];
  return [];
}

/** Strength too low for the grade that would be just right were it another unit: yield and strength both. */
function foreignUnitOf(
  tensile: TensileTest,
  asked: readonly Asked[],
): Omit<Fault, 'heatNumber'> | undefined {
  const strength = asked.find(({ of }) => of === 'strengthKpa');
  const least = strength?.min;
  const found = tensile.strengthKpa;
  if (!strength || found === null || least === undefined || found >= least) return undefined;
  for (const [code, perMillion] of foreignUnits) {
    const isRight = asked.every(({ of, min, max }) => {
      const value = tensile[of];
      if (of === 'elongationBp' || value === null || min === undefined) return true;
      const inKpa = divideHalfUp(BigInt(value) * perMillion, 1_000_000n);
      // A figure in another unit may still be far too high; twice the least is no steel of this grade.
      return inKpa >= min && inKpa <= (max ?? 2 * min);
    });
    if (isRight) return { code, field: STRENGTH, found, limit: least, unit: 'kpa', source: '' };
  }
  return undefined;
}

/** Rm over Re of rebar, ten thousandths. */
function checkRatio(
  { heatNumber }: CertifiedHeat,
  { yieldKpa, strengthKpa }: TensileTest,
  limits: GradeLimits | undefined,
): Fault[] {
  const least = limits?.ratioMinBp;
  if (!limits || least === undefined || !yieldKpa || strengthKpa === null) return [];
  const found = divideHalfUp(BigInt(strengthKpa) * 10_000n, BigInt(yieldKpa));
  // Compared before it is rounded, so that 1.07996 is not taken for 1.08.
  if (BigInt(strengthKpa) * 10_000n >= BigInt(least) * BigInt(yieldKpa)) return [];
  const { source } = limits;
  return [
    {
      code: 'ratio-below',
      field: STRENGTH,
      heatNumber,
      found,
      limit: least,
      unit: 'ratio',
      source,
    },
  ];
}

function checkImpact(
  { heatNumber }: CertifiedHeat,
  { kind, temperatureC, valuesMilli }: ImpactTest,
  limits: GradeLimits | undefined,
): { faults: Fault[]; unjudged: Unjudged[] } {
  const asked = limits?.impact;
  if (!limits || !asked || asked.kind !== kind || asked.temperatureC !== temperatureC) {
    return { faults: [], unjudged: [{ field: IMPACT_MEAN, heatNumber }] };
  }
  const least = asked.meanMinMilli;
  const total = valuesMilli.reduce((sum, value) => sum + value, 0);
  const count = valuesMilli.length;
  const about = { heatNumber, unit: 'milli', source: limits.source } as const;
  const faults: Fault[] = [];
  if (total < least * count) {
    const found = divideHalfUp(BigInt(total), BigInt(count));
    faults.push({ ...about, code: 'impact-mean-below', field: IMPACT_MEAN, found, limit: least });
  }
  const single = divideHalfUp(BigInt(least) * BigInt(SINGLE_SHARE_BP), 10_000n);
  const worst = Math.min(...valuesMilli);
  if (worst < single) {
    const found = worst;
    faults.push({ ...about, code: 'impact-single-below', field: IMPACT, found, limit: single });
  }
  return { faults, unjudged: [] };
}
