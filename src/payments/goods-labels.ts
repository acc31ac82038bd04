import { z } from 'zod';
import { Day, Named } from './document-parties.ts';

/** What hangs on one bundle: the pieces of one heat of one line of a vehicle. */
const Label = z.object({
  /** Of the vehicle, its line and the heat among its heats: what a scanner reads. */
  code: z.string().regex(/^[\x20-\x7e]+$/),
  name: Named,
  sku: z.string(),
  /** «12», «20 Б1», as the standard writes it. */
  size: z.string(),
  grade: z.string(),
  standard: z.string(),
  lengthMm: z.int().nullable(),
  heatNumber: z.string(),
  millName: z.string().nullable(),
  pieces: z.int().nullable(),
  /** By theory: a bundle is not weighed by itself. */
  massG: z.int(),
  certificates: z.array(z.string()),
});

/**
 * The labels for what lies on a vehicle, one for each bundle. They are no document:
 * they have no number of ours, and say what is loaded now.
 */
export const GoodsLabels = z.object({
  kind: z.literal('labels'),
  contentVersion: z.literal(1),
  shipmentNumber: z.string(),
  printedOn: Day,
  buyerName: z.string(),
  /** Where the certificates of these goods are read; null where loading began before there was such a place. */
  certificatesPath: z.string().nullable(),
  labels: z.array(Label).min(1),
});
export type GoodsLabels = z.infer<typeof GoodsLabels>;
