import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { ComparePage, type CompareView } from '../../../views/storefront/compare.tsx';
import { newId } from '../../platform/id.ts';
import { COMPARED_MAX, compareProducts } from '../../stock/comparison.ts';
import { listNamed } from '../../stock/comparison.queries.ts';
import { offerOf } from '../../stock/offer.ts';
import type { Env } from '../env.ts';
import { many, readQuery } from '../exchange.ts';
import { anyone } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { readerOf, termsFor } from './reader.ts';

/** Beyond the six, so many are looked up only to be named as left out. */
const SKUS_MAX = 24;
const SKU_LENGTH_MAX = 64;

const Asked = z.object({
  sku: many(z.string().trim().max(SKU_LENGTH_MAX).catch('')).transform((skus) =>
    [...new Set(skus)].filter((sku) => sku !== '').slice(0, SKUS_MAX),
  ),
  only: z.literal('differences').optional().catch(undefined),
});

/** Products side by side, for everybody: guests see the base lists, a company its own prices. */
export const compare = new Hono<Env>().use(anyone()).get('/', async (c) => {
  const { comparison } = wordsFor(c.var.language);
  return answerPage(c, <ComparePage view={await readComparison(c)} />, { title: comparison.title });
});

/** Terms, then the products: two statements. */
async function readComparison(c: Context<Env>): Promise<CompareView> {
  const { db, at } = c.var;
  const asked = readQuery(c, Asked);
  const reader = readerOf(c.var.actor);
  const terms = await termsFor(db, reader, at);
  const { onlooker } = reader;
  const named = await listNamed(db, { skus: asked.sku, onlooker, terms });
  const products = named.rows.map((row) => offerOf(row, terms));
  const rows = products.slice(0, COMPARED_MAX);
  const branches = await c.var.readBranches();
  const branch = branches.find(({ code }) => code === named.branchCode);
  return {
    ...{ rows, reader, branch, missing: named.missing, surplus: products.slice(COMPARED_MAX) },
    properties: compareProducts(rows, {
      ...{ seesPrices: reader.seesPrices, hasBranch: branch !== undefined },
    }),
    onlyDifferences: asked.only === 'differences',
    vatRateBp: terms.vatRateBp,
    formKey: newId(at.getTime()),
  };
}
