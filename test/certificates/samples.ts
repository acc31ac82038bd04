import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Certificate, ImpactTest } from '../../src/certificates/certificate.ts';
import type { CertifiedGoods } from '../../src/certificates/check-certificate.ts';
import type { Form } from '../../src/catalogue/form.ts';

/** Where the samples are, or others of the same shape: `MTC_SAMPLES`. The file names its sources. */
const file =
  process.env['MTC_SAMPLES'] ??
  fileURLToPath(import.meta.resolve('#root/test/certificates/mtc_samples.json'));

type Sample = {
  no: string;
  grade: string;
  product: string;
  heat: string;
  lot: string;
  mass_kg: number;
  pieces: number;
  chem: Record<string, number>;
  mech: Record<string, number | number[]>;
  bend?: string;
  reason?: string;
  type: string;
  CEV: number | null;
};

const read = JSON.parse(readFileSync(file, 'utf8')) as {
  certificates: Sample[];
  invalid: Sample[];
};
export const goodSamples = read.certificates;
export const faultySamples = read.invalid;

/**
 * A sample as somebody types it. What samples leave out is as it should be: the
 * mill, the day, and that the mill's own inspection validated it.
 */
export function certificateOf(sample: Sample): Certificate {
  const { mech } = sample;
  const figure = (name: string) => (typeof mech[name] === 'number' ? mech[name] : null);
  const kpa = (mpa: number | null) => (mpa === null ? null : Math.round(mpa * 1000));
  const elongation = figure('A');
  return {
    mill: 'A mill',
    type: sample.type.replace('EN 10204 ', '') as Certificate['type'],
    number: sample.no,
    issuedOn: '2026-10-01',
    orderNumber: '',
    product: sample.product,
    size: '',
    thicknessUm: thicknessOf(sample),
    grade: sample.grade,
    standard: '',
    deliveryCondition: '',
    ...{ validatedBy: 'ОТК', isIndependent: true, inspectedBy: '' },
    heats: [
      {
        heatNumber: sample.heat,
        lotNumber: sample.lot,
        pieces: sample.pieces,
        massG: Math.round(sample.mass_kg * 1000),
        analysisKind: 'ladle',
        analysisPpm: Object.fromEntries(
          Object.entries(sample.chem).map(([element, share]) => [
            element,
            Math.round(share * 10_000),
          ]),
        ),
        carbonEquivalentPpm: sample.CEV === null ? null : Math.round(sample.CEV * 10_000),
        tensile: {
          yieldKind: 'ReH',
          yieldKpa: kpa(figure('ReH') ?? figure('R02')),
          strengthKpa: kpa(figure('Rm')),
          elongationBp: elongation === null ? null : Math.round(elongation * 100),
          orientation: '',
        },
        impact: impactOf(mech),
        ...{ hardness: '', bend: sample.bend ?? '', ultrasonic: '' },
      },
    ],
  };
}

/** «KV_minus20» is KV at -20 °C. */
function impactOf(mech: Sample['mech']): ImpactTest | null {
  for (const [name, value] of Object.entries(mech)) {
    const [, kind, minus, degrees] = /^(KV|KCV|KCU)_(minus)?(\d+)$/.exec(name) ?? [];
    if (!kind || value === null) continue;
    return {
      kind: kind as ImpactTest['kind'],
      temperatureC: (minus ? -1 : 1) * Number(degrees),
      valuesMilli: [value].flat().map((energy) => Math.round(energy * 1000)),
    };
  }
  return null;
}

const thicknessOf = ({ product }: Sample): number | null => {
  const [, thickness] = /(?:Лист \S+|Plate) (\d+)[xх]/u.exec(product) ?? [];
  return thickness ? Number(thickness) * 1000 : null;
};

/** The goods that a sample came with: all that it says, no more. */
export function goodsOf(sample: Sample): CertifiedGoods[] {
  const form: Form = /арматур/iu.test(sample.product) ? 'rebar' : 'sheet';
  return [
    {
      lotId: sample.lot,
      heatNumber: sample.heat,
      grade: sample.grade,
      form,
      thicknessUm: thicknessOf(sample),
      receivedOn: '2026-10-20',
      receivedG: Math.round(sample.mass_kg * 1000),
      pieces: sample.pieces,
    },
  ];
}
