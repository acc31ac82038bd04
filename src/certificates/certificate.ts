/**
 * Documents of EN 10204:2004, and the «сертификат качества» of ГОСТ 7566 that
 * mills of the CIS issue: 2.1 declares and proves nothing, 2.2 reports other
 * tests, 3.1 and 3.2 report tests of these very goods.
 */
export const certificateTypes = ['2.1', '2.2', '3.1', '3.2', 'quality'] as const;
export type CertificateType = (typeof certificateTypes)[number];

/** Elements that an analysis names, in the order in which mills print them; CEV stands after the last (EN 10168, C71–C92). */
export const elements = [
  'C',
  'Si',
  'Mn',
  'P',
  'S',
  'Cr',
  'Ni',
  'Cu',
  'Mo',
  'V',
  'Nb',
  'Ti',
  'Al',
  'N',
  'B',
  'As',
] as const;
export type Element = (typeof elements)[number];

/** Of the ladle, which the limits of a grade speak of, or of a finished piece. */
export const analysisKinds = ['ladle', 'product'] as const;
export const yieldKinds = ['ReH', 'Rp0.2'] as const;
export const orientations = ['', 'longitudinal', 'transverse'] as const;
export const impactKinds = ['KV', 'KCV', 'KCU'] as const;

/** Shares of the elements by mass in ppm: 0.17 % is 1700. */
export type Analysis = Readonly<Partial<Record<Element, number>>>;

/** What a tensile test showed (C10–C13): kPa, so that 428.5 MPa stays what it is, and elongation in basis points. */
export type TensileTest = {
  yieldKind: (typeof yieldKinds)[number];
  yieldKpa: number | null;
  strengthKpa: number | null;
  elongationBp: number | null;
  orientation: (typeof orientations)[number];
};

/** What an impact test showed (C40–C43): thousandths of a joule, of J/cm² for KCV and KCU, piece by piece. */
export type ImpactTest = {
  kind: (typeof impactKinds)[number];
  temperatureC: number;
  valuesMilli: readonly number[];
};

/** What a certificate says of one heat. What it leaves out is null or empty. */
export type CertifiedHeat = {
  /** B07. */
  heatNumber: string;
  lotNumber: string;
  /** B08, B13. */
  pieces: number | null;
  massG: number | null;
  /** C71–C92. */
  analysisKind: (typeof analysisKinds)[number];
  analysisPpm: Analysis;
  carbonEquivalentPpm: number | null;
  tensile: TensileTest | null;
  impact: ImpactTest | null;
  /** C30–C32, C50, D02, in the words of the mill. */
  hardness: string;
  bend: string;
  ultrasonic: string;
};

/** A mill certificate as it is written, by the fields of EN 10168. */
export type Certificate = {
  /** A01, A02, A03, Z02. */
  mill: string;
  type: CertificateType;
  number: string;
  issuedOn: string;
  /** A07: the number of the order at the mill. */
  orderNumber: string;
  /** B01, B09, B02, B04. */
  product: string;
  size: string;
  /** Of the tested product, as far as it is known: limits differ by it. */
  thicknessUm: number | null;
  grade: string;
  standard: string;
  deliveryCondition: string;
  /** Z03: who answers for the mill, and whether he is independent of production; A05: who else inspected. */
  validatedBy: string;
  isIndependent: boolean;
  inspectedBy: string;
  heats: readonly CertifiedHeat[];
};

/** The field of EN 10168 in which an element stands where they are printed in the usual order. */
export const fieldOfElement = (element: Element): string => `C${71 + elements.indexOf(element)}`;
