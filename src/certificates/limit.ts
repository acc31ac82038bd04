import type { Form } from '../catalogue/form.ts';
import type { Element, ImpactTest } from './certificate.ts';

/** From and up to how much of an element, in ppm; titanium of stainless steel has at least so many times its carbon. */
export type ElementLimit = { minPpm?: number; minCarbons?: number; maxPpm?: number };

/** What holds up to a thickness, itself included; without one, for every thickness that no band before names. */
export type Band<Limit> = Limit & { upToUm?: number };

/** What a standard asks of a grade, and where that was read. What is not here is not known to us. */
export type GradeLimits = {
  grade: string;
  /** Only of these forms; of all forms that no other entry names. */
  forms?: readonly Form[];
  source: string;
  elements: Readonly<Partial<Record<Element, ElementLimit>>>;
  carbonEquivalent?: readonly Band<{ maxPpm: number }>[];
  yield?: readonly Band<{ minKpa: number }>[];
  strength?: readonly Band<{ minKpa: number; maxKpa?: number }>[];
  elongationMinBp?: number;
  /** Rm over Re, ten thousandths: of rebar. */
  ratioMinBp?: number;
  impact?: Pick<ImpactTest, 'kind' | 'temperatureC'> & { meanMinMilli: number };
};
