import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { NotFound } from '../../platform/refusal.ts';
import { usualSaw } from '../../stock/cut-list.ts';
import { type CutBars, planCuts } from '../../stock/cutting-plan.ts';
import { findProductSheet } from '../../stock/product-page.queries.ts';
import type { KeyEnv } from '../env.ts';
import { Unprocessable } from './problem.ts';
import { termsOf } from './products.ts';
import { badBody, failures, json, notFound, security, sent } from './shapes.ts';

const CUTS_MAX = 200;
const lengthMm = z.int().min(1).max(1_000_000);
const count = z.int().min(1).max(2_000);

const Cut = z.strictObject({ pieces: count, lengthMm }).openapi('Cut');
const Asked = z
  .strictObject({
    stockLengthMm: lengthMm.optional(),
    sku: z.string().max(100).optional().openapi({ description: 'Bars of this product' }),
    kerfMm: z.int().min(0).max(1000).default(usualSaw.kerfMm),
    leastRemnantMm: z.int().min(0).max(1_000_000).default(usualSaw.leastRemnantMm),
    cuts: z.array(Cut).min(1).max(CUTS_MAX),
  })
  .refine(({ stockLengthMm, sku }) => (stockLengthMm === undefined) !== (sku === undefined), {
    path: ['stockLengthMm'],
    message: 'say either stockLengthMm or sku',
  });

const Bars = z
  .strictObject({
    bars: z.int().openapi({ description: 'So many are cut alike' }),
    pieces: z.array(Cut),
    cuts: z.int(),
    kerfMm: z.int().openapi({ description: 'Pieces, kerf and remnant are the stock length' }),
    remnantMm: z.int(),
    isSellable: z.boolean(),
  })
  .openapi('CutBars');

const Plan = z
  .strictObject({
    stockLengthMm: z.int(),
    kerfMm: z.int(),
    leastRemnantMm: z.int(),
    barsNeeded: z.int(),
    fewestBars: z.int().openapi({ description: 'No plan whatever needs fewer' }),
    yieldBp: z.int(),
    cuts: z.int(),
    piecesMm: z.int(),
    allKerfsMm: z.int(),
    sellableMm: z.int(),
    scrapMm: z.int(),
    bars: z.array(Bars),
  })
  .openapi('CuttingPlan');

export const postCuttingPlan = createRoute({
  ...{ method: 'post', path: '/v1/cutting-plan', operationId: 'planCuts', security },
  summary: 'How a cut list comes out of bars: how many, how each is cut, what is left',
  request: sent(Asked),
  responses: {
    200: json(Plan, 'The plan; sums are of all bars'),
    ...{ ...failures, ...badBody, ...notFound },
  },
});

export const planCutting: RouteHandler<typeof postCuttingPlan, KeyEnv> = async (c) => {
  const { sku, kerfMm, leastRemnantMm, cuts, ...said } = c.req.valid('json');
  const stockLengthMm = said.stockLengthMm ?? (await lengthOfBars(c.var, sku ?? ''));
  const pieces = cuts.map((cut) => ({ lengthMm: cut.lengthMm, count: cut.pieces }));
  const planned = planCuts({ stockLengthMm, kerfMm, leastRemnantMm, pieces });
  if (!planned.ok) {
    const path = planned.line === null ? 'cuts' : `cuts.${planned.line}`;
    throw new Unprocessable([{ path, message: planned.problem }]);
  }
  const { patterns, remnants: _, kerfMm: allKerfsMm, ...sums } = planned.plan;
  const bars = patterns.map(barsOf);
  return c.json({ stockLengthMm, kerfMm, leastRemnantMm, ...sums, allKerfsMm, bars }, 200);
};

async function lengthOfBars(asker: KeyEnv['Variables'], sku: string): Promise<number> {
  const terms = await termsOf(asker);
  const onlooker = { companyId: asker.holder.companyId, branchCode: null };
  const sheet = await findProductSheet(asker.db, { sku, onlooker, terms });
  if (!sheet) throw new NotFound('product', sku);
  if (sheet.stockLengthMm === null) {
    throw new Unprocessable([{ path: 'sku', message: 'the product has no bars of one length' }]);
  }
  return sheet.stockLengthMm;
}

const barsOf = ({ pieces, ...bars }: CutBars): z.infer<typeof Bars> => ({
  ...bars,
  pieces: pieces.map((piece) => ({ pieces: piece.count, lengthMm: piece.lengthMm })),
});
