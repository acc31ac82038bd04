import { carbonEquivalentPpm } from '../certificates/carbon-equivalent.ts';
import {
  type Analysis,
  type CertifiedHeat,
  type Element,
  elements,
} from '../certificates/certificate.ts';
import { bandOf } from '../certificates/grade-limits.ts';
import type { ElementLimit, GradeLimits } from '../certificates/limit.ts';
import type { DemoProduct } from './goods.ts';
import type { Random } from './random.ts';

/** What is kept low stands well below its limit; what is added stands in the upper half of it. */
const tramp: ReadonlySet<Element> = new Set(['P', 'S', 'Cr', 'Ni', 'Cu', 'V', 'N', 'As']);

/** What a mill says of the heat of a lot: all within the limits of its grade, never exactly on one. */
export function certifyHeat(
  random: Random,
  of: {
    product: DemoProduct;
    lot: { heatNumber: string; receivedG: number | bigint | string };
    /** Undefined where none are known: then the mill only declares that it complies. */
    limits: GradeLimits | undefined;
  },
): CertifiedHeat {
  const { product, lot, limits } = of;
  const heat: CertifiedHeat = {
    heatNumber: lot.heatNumber,
    lotNumber: `${lot.heatNumber.replace(/^\D+/u, '')}/${random.whole(1, 4)}`,
    pieces: null,
    massG: Math.round((Number(lot.receivedG) * random.whole(101, 130)) / 100),
    analysisKind: 'ladle',
    ...{ analysisPpm: {}, carbonEquivalentPpm: null, tensile: null, impact: null },
    ...{ hardness: '', bend: '', ultrasonic: '' },
  };
  if (!limits) return heat;
  const analysisPpm = analyse(random, limits);
  const equivalent = limits.carbonEquivalent && carbonEquivalentPpm(analysisPpm);
  return {
    ...heat,
    analysisPpm,
    // Printed with two decimals, as mills do.
    carbonEquivalentPpm: equivalent === undefined ? null : Math.round(equivalent / 100) * 100,
    tensile: pull(random, limits, thicknessOf(product)),
    impact: limits.impact
      ? {
          ...{ kind: limits.impact.kind, temperatureC: limits.impact.temperatureC },
          valuesMilli: [1, 2, 3].map(() => random.whole(60, 130) * 1000),
        }
      : null,
    bend: 'удовл.',
  };
}

const thicknessOf = ({ flangeThicknessUm, thicknessUm, diameterUm }: DemoProduct): number =>
  flangeThicknessUm ?? thicknessUm ?? diameterUm ?? 0;

function analyse(random: Random, limits: GradeLimits): Analysis {
  const analysis: Partial<Record<Element, number>> = {};
  for (const element of elements) {
    const limit = limits.elements[element];
    if (limit) analysis[element] = shareOf(random, element, limit, analysis.C ?? 0);
  }
  return analysis;
}

/** Mills print three decimals. */
const STEP_PPM = 10;

function shareOf(random: Random, element: Element, limit: ElementLimit, carbon: number): number {
  const { maxPpm = 0, minCarbons } = limit;
  const min = minCarbons === undefined ? limit.minPpm : minCarbons * carbon;
  if (min === undefined) {
    const [least, most] = tramp.has(element) ? [0.15, 0.4] : [0.6, 0.85];
    return stepped(maxPpm * (least + random.fraction() * (most - least)));
  }
  return stepped(min + (maxPpm - min) * (0.2 + random.fraction() * 0.6));
}

const stepped = (ppm: number): number => Math.max(STEP_PPM, Math.round(ppm / STEP_PPM) * STEP_PPM);

function pull(
  random: Random,
  limits: GradeLimits,
  thicknessUm: number,
): NonNullable<CertifiedHeat['tensile']> {
  const strength = bandOf(limits.strength, thicknessUm) ?? limits.strength?.at(-1);
  const least = bandOf(limits.yield, thicknessUm) ?? limits.yield?.at(-1);
  const mpa = (kpa: number) => Math.round(kpa / 1000) * 1000;
  const yieldKpa = least ? mpa(least.minKpa * (1.04 + random.fraction() * 0.1)) : null;
  const from = Math.max((strength?.minKpa ?? 0) * 1.03, (yieldKpa ?? 0) * 1.12);
  const upTo = Math.min(from * 1.12, (strength?.maxKpa ?? Infinity) * 0.98);
  return {
    yieldKind: limits.grade.startsWith('AISI') || limits.grade === '12Х18Н10Т' ? 'Rp0.2' : 'ReH',
    yieldKpa,
    strengthKpa: mpa(from + random.fraction() * (upTo - from)),
    elongationBp:
      limits.elongationMinBp === undefined
        ? null
        : limits.elongationMinBp + random.whole(4, 12) * 50,
    orientation: '',
  };
}
