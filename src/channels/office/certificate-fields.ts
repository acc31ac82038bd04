import { z } from 'zod';
import { type Certificate, certificateTypes } from '../../certificates/certificate.ts';
import { parseDecimal } from '../../measures/read-number.ts';
import { DayField, TickField, wholeField } from '../trade-fields.ts';
import { HEATS_MAX, type HeatsRead } from './certificate-heat-fields.ts';

const Words = (max: number) => z.string().trim().max(max);
const Needed = (max: number) => Words(max).min(1);
const IdOrNone = z.union([z.literal('').transform(() => null), z.uuid()]);
/** The SHA-256 of a file that came with the form before, in hex. */
const KeptFile = z
  .string()
  .regex(/^(?:[0-9a-f]{64})?$/, 'invalid')
  .transform((hex) => (hex === '' ? null : Buffer.from(hex, 'hex')));
const THICKNESS_MM_MAX = 1000;

/** Thickness in millimetres as typed, in µm; nothing is not stated. */
const Thickness = z.string().transform((text, context) => {
  if (text.trim() === '') return null;
  const read = parseDecimal(text, { decimals: 3, largest: THICKNESS_MM_MAX * 1000 });
  if (read.ok && read.units > 0) return read.units;
  context.addIssue({ code: 'custom', message: read.ok ? 'positive' : 'number' });
  return z.NEVER;
});

/** What a form of a certificate is about, whatever else is typed in it. */
export const CertificateMeant = z.object({
  deed: z.enum(['check', 'save', 'heat', 'paste']),
  id: z.uuid(),
  lotId: IdOrNone,
  replacesId: IdOrNone,
  fileKept: KeptFile,
  heats: wholeField({ min: 1, max: HEATS_MAX }),
  pasted: Words(20_000).default(''),
});

/** The paper as it was typed, but for its heats. */
export const CertificateTyped = CertificateMeant.extend({
  mill: Needed(120),
  type: z.enum(certificateTypes),
  number: Needed(60),
  issuedOn: DayField,
  orderNumber: Words(60),
  product: Words(200),
  size: Words(60),
  thickness: Thickness,
  grade: Needed(60),
  standard: Words(120),
  deliveryCondition: Words(60),
  validatedBy: Words(120),
  isIndependent: TickField,
  inspectedBy: Words(120),
  versionReason: Words(300).default(''),
  acceptedReason: Words(300).default(''),
  faultsKey: Words(60).default(''),
}).superRefine(({ replacesId, versionReason }, context) => {
  if (replacesId === null || versionReason !== '') return;
  context.addIssue({ code: 'custom', message: 'required', path: ['versionReason'] });
});

/** The certificate that the fields say. */
export function certificateOf(
  typed: z.infer<typeof CertificateTyped>,
  heats: HeatsRead['heats'],
): Certificate {
  const { mill, type, number, issuedOn, orderNumber, product, size, grade, standard } = typed;
  const { thickness: thicknessUm, deliveryCondition, validatedBy, isIndependent } = typed;
  return {
    ...{ mill, type, number, issuedOn, orderNumber, product, size, thicknessUm, grade, standard },
    ...{ deliveryCondition, validatedBy, isIndependent, inspectedBy: typed.inspectedBy, heats },
  };
}

/** The fields in which a certificate stands, to be typed on. */
export function fieldsOfPaper(certificate: Certificate): Record<string, string> {
  const { thicknessUm, isIndependent, heats: _, ...texts } = certificate;
  return {
    ...texts,
    thickness: thicknessUm === null ? '' : String(thicknessUm / 1000),
    isIndependent: isIndependent ? 'yes' : '',
  };
}
