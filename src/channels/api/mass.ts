import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import {
  type CalculatedMass,
  type CalculatedQuantity,
  massesOf,
  weighCalculated,
} from '../../catalogue/calculator.ts';
import { massTables } from '../../catalogue/mass-tables.ts';
import type { Meaning as Said } from '../../catalogue/reading/meaning.ts';
import { readDescription } from '../../catalogue/reading/read-meaning.ts';
import { numberAsSaid } from '../../catalogue/said-fields.ts';
import { NotFound } from '../../platform/refusal.ts';
import { calculateAsSaid } from '../../stock/calculation.ts';
import { findProductSheet } from '../../stock/product-page.queries.ts';
import type { KeyEnv } from '../env.ts';
import { Unprocessable } from './problem.ts';
import { termsOf } from './products.ts';
import { badBody, failures, Form, json, notFound, Quantity, security, sent } from './shapes.ts';

const sizeUm = z.int().min(1).max(3_000_000);
const sideMm = z.int().min(1).max(30_000);

/** A form with its sizes, or its number in a standard's table. */
const Described = z
  .strictObject({
    form: Form,
    number: z.string().min(1).max(40).optional().openapi({ example: '20П' }),
    standard: z.string().min(1).max(80).optional().openapi({ example: 'ГОСТ 8240-97' }),
    grade: z.string().min(1).max(80).optional(),
    heightUm: sizeUm.optional(),
    widthUm: sizeUm.optional(),
    thicknessUm: sizeUm.optional(),
    flangeThicknessUm: sizeUm.optional(),
    diameterUm: sizeUm.optional(),
    boreMm: sideMm.optional(),
    sheetWidthMm: sideMm.optional(),
    sheetLengthMm: sideMm.optional(),
    cellWidthUm: sizeUm.optional(),
    cellHeightUm: sizeUm.optional(),
  })
  .openapi('Described');

const Asked = z
  .strictObject({
    text: z.string().max(1000).optional().openapi({ example: 'швеллер 20П 24 м' }),
    described: Described.optional(),
    sku: z.string().max(100).optional(),
    lengthMm: sideMm.optional(),
    quantity: Quantity.optional(),
    pricePerTonneMinor: z.int().min(1).max(10_000_000_000_000).optional(),
  })
  .refine(
    ({ text, described, sku }) =>
      [text, described, sku].filter((one) => one !== undefined).length === 1,
    { path: ['text'], message: 'say exactly one of text, described and sku' },
  );

const Weighed = z
  .strictObject({
    quantity: Quantity,
    weightG: z.int(),
    inUnits: z.array(z.strictObject({ amountMilli: z.int(), unit: z.string() })),
    paintedMm2: z.int().nullable(),
    priceMinor: z.int().nullable(),
  })
  .openapi('Weighed');

const Candidate = z
  .strictObject({
    form: Form,
    designation: z.string(),
    standard: z.string().nullable(),
    grade: z.string().nullable(),
    densityKgPerM3: z.int(),
    massMgPerM: z.int().nullable(),
    massMgPerM2: z.int().nullable(),
    massSource: z.enum(['table', 'geometry', 'trader']),
    sectionId: z.string().nullable(),
    areaMm2: z.int().nullable(),
    paintedMm2PerM: z.int().nullable(),
    weighed: Weighed.nullable().openapi({ description: 'null: cannot be counted in that unit' }),
  })
  .openapi('MassCandidate');

const Mass = z
  .strictObject({
    isSettled: z.boolean().openapi({ description: 'All candidates weigh the same' }),
    candidates: z.array(Candidate).openapi({ description: 'Several: a choice for people' }),
    unread: z.array(z.string()),
  })
  .openapi('Mass');

export const postMass = createRoute({
  ...{ method: 'post', path: '/v1/mass', operationId: 'weigh', security },
  summary: 'What anything weighs: a text, a described section, or a product at its own price',
  request: sent(Asked),
  responses: {
    200: json(Mass, 'By the table of the standard, else by geometry'),
    ...{ ...failures, ...badBody, ...notFound },
  },
});

export const weigh: RouteHandler<typeof postMass, KeyEnv> = async (c) => {
  const { text, described, sku, lengthMm, quantity, pricePerTonneMinor } = c.req.valid('json');
  const own = {
    ...(lengthMm === undefined ? {} : { lengthMm }),
    ...(quantity === undefined ? {} : { quantity }),
  };
  if (sku !== undefined) return c.json(await weighProduct(c.var, sku, own), 200);
  const { meaning, unread } =
    described === undefined
      ? readDescription(text ?? '')
      : { meaning: meaningOf(described), unread: [] };
  const said: Said = { ...meaning, ...own };
  const masses = massesOf(said, massTables());
  const candidates = masses.map((mass) =>
    candidateOf(mass, weighCalculated(mass, { ...said, pricePerTonneMinor })),
  );
  const weights = new Set(masses.map((mass) => `${mass.massMgPerM} ${mass.massMgPerM2}`));
  return c.json({ isSettled: weights.size === 1, candidates, unread: [...unread] }, 200);
};

/** Its own mass, and its own price at the step that the quantity reaches alone. */
async function weighProduct(
  asker: KeyEnv['Variables'],
  sku: string,
  said: Pick<Said, 'quantity' | 'lengthMm'>,
): Promise<z.infer<typeof Mass>> {
  const { db, holder } = asker;
  const terms = await termsOf(asker);
  const onlooker = { companyId: holder.companyId, branchCode: null };
  const sheet = await findProductSheet(db, { sku, onlooker, terms });
  if (!sheet) throw new NotFound('product', sku);
  const { quantity } = said;
  if (quantity === undefined) {
    throw new Unprocessable([{ path: 'quantity', message: 'a product is weighed by quantity' }]);
  }
  const calculation = calculateAsSaid(sheet, said, terms);
  const { form, designation, standard, grade, densityKgPerM3, massMgPerM, massMgPerM2 } = sheet;
  return {
    isSettled: true,
    unread: [],
    candidates: [
      {
        ...{ form, designation, standard, grade, densityKgPerM3, massMgPerM, massMgPerM2 },
        ...{ massSource: sheet.massSource, sectionId: sheet.sectionId },
        ...{ areaMm2: null, paintedMm2PerM: null },
        weighed: calculation
          ? {
              quantity,
              weightG: calculation.weightG,
              inUnits: [...calculation.inUnits],
              paintedMm2: null,
              priceMinor: calculation.price?.grossMinor ?? null,
            }
          : null,
      },
    ],
  };
}

function candidateOf(
  mass: CalculatedMass,
  weighed: CalculatedQuantity | undefined,
): z.infer<typeof Candidate> {
  const { dimensions: _, source, ...known } = mass;
  return {
    ...known,
    massSource: source,
    weighed: weighed ? { ...weighed, inUnits: [...weighed.inUnits] } : null,
  };
}

function meaningOf({
  number,
  diameterUm,
  cellWidthUm,
  cellHeightUm,
  ...said
}: z.infer<typeof Described>): Said {
  const known = Object.fromEntries(Object.entries(said).filter(([, each]) => each !== undefined));
  return {
    ...known,
    ...numberAsSaid(said.form, number ?? ''),
    ...(diameterUm === undefined ? {} : { diametersUm: [diameterUm] }),
    ...(cellWidthUm === undefined ? {} : { cellUm: [cellWidthUm, cellHeightUm ?? cellWidthUm] }),
  };
}
