import { z } from 'zod';
import {
  analysisKinds,
  type Certificate,
  certificateTypes,
  elements,
  impactKinds,
  orientations,
  yieldKinds,
} from './certificate.ts';

const Amount = z.int().min(0);
const Heat = z.object({
  ...{ heatNumber: z.string(), lotNumber: z.string() },
  ...{ pieces: Amount.nullable(), massG: Amount.nullable() },
  analysisKind: z.enum(analysisKinds),
  analysisPpm: z.partialRecord(z.enum(elements), Amount),
  carbonEquivalentPpm: Amount.nullable(),
  tensile: z
    .object({
      yieldKind: z.enum(yieldKinds),
      ...{ yieldKpa: Amount.nullable(), strengthKpa: Amount.nullable() },
      elongationBp: Amount.nullable(),
      orientation: z.enum(orientations),
    })
    .nullable(),
  impact: z
    .object({
      kind: z.enum(impactKinds),
      temperatureC: z.int(),
      valuesMilli: z.array(Amount).min(1),
    })
    .nullable(),
  ...{ hardness: z.string(), bend: z.string(), ultrasonic: z.string() },
});

const Stored1 = z.object({
  format: z.literal(1),
  mill: z.string(),
  type: z.enum(certificateTypes),
  ...{ number: z.string(), issuedOn: z.string(), orderNumber: z.string() },
  ...{ product: z.string(), size: z.string(), thicknessUm: Amount.nullable() },
  ...{ grade: z.string(), standard: z.string(), deliveryCondition: z.string() },
  ...{ validatedBy: z.string(), isIndependent: z.boolean(), inspectedBy: z.string() },
  heats: z.array(Heat).min(1),
});

/** A certificate as it is kept: with the number of the format, so that an old one is still read when there is another. */
export const storedCertificate = (certificate: Certificate): z.infer<typeof Stored1> => ({
  format: 1,
  ...certificate,
  heats: certificate.heats.map((heat) => ({
    ...heat,
    impact: heat.impact && { ...heat.impact, valuesMilli: [...heat.impact.valuesMilli] },
  })),
});

/** Reads a kept certificate. Throws where it is of no format that is known: it is evidence, and nobody may guess at it. */
export function readCertificate(stored: unknown): Certificate {
  const { format: _, ...certificate } = Stored1.parse(stored);
  return certificate;
}
