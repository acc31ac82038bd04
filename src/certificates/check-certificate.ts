import type { Form } from '../catalogue/form.ts';
import type { Certificate, CertifiedHeat } from './certificate.ts';
import { checkChemistry } from './check-chemistry.ts';
import { checkMechanics } from './check-mechanics.ts';
import type { Fault, Verdict } from './fault.ts';
import { bandOf, isSameGrade, limitsOf } from './grade-limits.ts';
import type { GradeLimits } from './limit.ts';
import { markKey } from './mark-key.ts';

/** Goods as they came from the mill, of a heat that a certificate names. Grams, µm, a day. */
export type CertifiedGoods = {
  lotId: string;
  heatNumber: string;
  grade: string;
  form: Form;
  thicknessUm: number | null;
  receivedOn: string;
  receivedG: number;
  /** What lies there of it, where it is counted. */
  pieces: number | null;
};

/** What a certificate is checked against besides the limits of its grade. */
export type CheckedAgainst = {
  today: string;
  /** All lots of its heats that came from its mill. */
  goods: readonly CertifiedGoods[];
  /** The lot for which it is brought, where it is one; its heat has to be among them. */
  lotHeatNumber: string | null;
  /** Grams of its heats that other papers in force certify, by `markKey` of the heat. */
  certifiedG: Readonly<Record<string, number>>;
  /** Another paper in force of the mill has this number. */
  isNumberUsed: boolean;
};

/**
 * All that is wrong with a certificate, as data: every figure that its grade does
 * not allow, and what contradicts the goods, the day or the paper itself. What
 * has no limit known to us is told apart and is no fault. The order is that of
 * the fields on the paper, heat by heat.
 */
export function checkCertificate(certificate: Certificate, against: CheckedAgainst): Verdict {
  const { heats } = certificate;
  const form = against.goods[0]?.form;
  const limits = limitsOf(certificate.grade, form);
  const results = heats.map((heat) => checkHeat(certificate, heat, limits, against));
  return {
    faults: [
      ...checkPaper(certificate, against),
      ...checkBand(certificate, limits, against.goods),
      ...results.flatMap(({ faults }) => faults),
    ],
    unjudged: results.flatMap(({ unjudged }) => unjudged),
  };
}

const about = (field: string, heatNumber: string | null = null) =>
  ({ field, heatNumber, found: null, limit: null, unit: 'text', source: '' }) as const;

const EN_10204 = 'EN 10204:2004';

function checkPaper(certificate: Certificate, against: CheckedAgainst): Fault[] {
  const { number, issuedOn, type, heats } = certificate;
  const { today, goods, lotHeatNumber } = against;
  const faults: Fault[] = [];
  if (against.isNumberUsed) faults.push({ ...about('A03'), code: 'number-used', found: number });
  if (issuedOn > today) {
    faults.push({ ...about('Z02'), code: 'dated-ahead', found: issuedOn, limit: today });
  }
  const [earliest] = goods.map(({ receivedOn }) => receivedOn).toSorted();
  if (earliest !== undefined && issuedOn > earliest && issuedOn <= today) {
    faults.push({ ...about('Z02'), code: 'dated-after-goods', found: issuedOn, limit: earliest });
  }
  if (!isValidated(certificate)) {
    faults.push({ ...about('Z03'), code: 'inspector-missing', limit: type, source: EN_10204 });
  }
  if (heats.length === 0 || heats.some(({ heatNumber }) => heatNumber === '')) {
    faults.push({ ...about('B07'), code: 'heat-missing' });
  }
  const isOfLot = heats.some(({ heatNumber }) => isSameHeat(heatNumber, lotHeatNumber ?? ''));
  if (lotHeatNumber !== null && !isOfLot) {
    const found = heats.map(({ heatNumber }) => heatNumber).join(', ');
    faults.push({ ...about('B07'), code: 'heat-not-of-lot', found, limit: lotHeatNumber });
  }
  return [...faults, ...checkGrade(certificate, goods)];
}

/** 3.1 is validated by one of the mill who is independent of production, 3.2 by another inspector besides. */
function isValidated({ type, validatedBy, isIndependent, inspectedBy }: Certificate): boolean {
  if (type !== '3.1' && type !== '3.2') return true;
  const isByMill = validatedBy !== '' && isIndependent;
  return isByMill && (type === '3.1' || inspectedBy !== '');
}

const isSameHeat = (one: string, other: string) => markKey(one) === markKey(other);

function checkGrade({ grade }: Certificate, goods: readonly CertifiedGoods[]): Fault[] {
  const others = goods.filter((lot) => !isSameGrade(lot.grade, grade));
  return [...new Map(others.map((lot) => [lot.grade, lot])).values()].map((lot) => ({
    ...about('B02', lot.heatNumber),
    code: 'grade-differs',
    found: grade,
    limit: lot.grade,
  }));
}

/** Tested on one thickness, delivered in another that has other limits. */
function checkBand(
  { thicknessUm }: Certificate,
  limits: GradeLimits | undefined,
  goods: readonly CertifiedGoods[],
): Fault[] {
  if (thicknessUm === null || !limits?.yield) return [];
  const tested = bandOf(limits.yield, thicknessUm);
  const other = goods.find(
    (lot) => lot.thicknessUm !== null && bandOf(limits.yield, lot.thicknessUm) !== tested,
  );
  if (!other) return [];
  return [
    {
      ...about('B09', other.heatNumber),
      code: 'band-differs',
      ...{ found: thicknessUm, limit: other.thicknessUm, unit: 'um', source: limits.source },
    },
  ];
}

function checkHeat(
  certificate: Certificate,
  heat: CertifiedHeat,
  limits: GradeLimits | undefined,
  against: CheckedAgainst,
): Verdict {
  const goods = against.goods.filter((lot) => isSameHeat(lot.heatNumber, heat.heatNumber));
  const thicknessUm = certificate.thicknessUm ?? goods[0]?.thicknessUm ?? null;
  const chemistry = checkChemistry(heat, limits, thicknessUm);
  const mechanics = checkMechanics(heat, limits, thicknessUm);
  return {
    faults: [
      ...(goods.length === 0 && heat.heatNumber !== '' ? [unknownHeat(heat)] : []),
      ...checkAmounts(heat, goods, against),
      ...checkResults(certificate, heat),
      ...chemistry.faults,
      ...mechanics.faults,
    ],
    unjudged: [...chemistry.unjudged, ...mechanics.unjudged],
  };
}

const unknownHeat = ({ heatNumber }: CertifiedHeat): Fault => ({
  ...about('B07', heatNumber),
  code: 'heat-not-of-lot',
  found: heatNumber,
});

/** Papers have to speak of at least as much as came: what is more was sold to others. */
function checkAmounts(
  { heatNumber, massG, pieces }: CertifiedHeat,
  goods: readonly CertifiedGoods[],
  { certifiedG }: CheckedAgainst,
): Fault[] {
  const faults: Fault[] = [];
  const came = goods.reduce((sum, { receivedG }) => sum + receivedG, 0);
  const found = (massG ?? 0) + (certifiedG[markKey(heatNumber)] ?? 0);
  if (massG !== null && found < came) {
    faults.push({ ...about('B13', heatNumber), code: 'mass-short', found, limit: came, unit: 'g' });
  }
  const counted = goods.reduce((sum, lot) => sum + (lot.pieces ?? 0), 0);
  if (pieces !== null && pieces < counted) {
    const short = { found: pieces, limit: counted, unit: 'pieces' } as const;
    faults.push({ ...about('B08', heatNumber), code: 'pieces-short', ...short });
  }
  return faults;
}

/** All but a declaration say what was tested and what came out. */
function checkResults({ type }: Certificate, heat: CertifiedHeat): Fault[] {
  if (type === '2.1') return [];
  const missing = [
    Object.keys(heat.analysisPpm).length === 0 && 'C71',
    (heat.tensile?.strengthKpa ?? null) === null && 'C12',
  ].filter((field) => field !== false);
  return missing.map((field) => ({
    ...about(field, heat.heatNumber),
    code: 'results-missing',
    limit: type,
    source: EN_10204,
  }));
}
