import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { Cutting } from '../../../views/parts/cutting.tsx';
import { wordsFor } from '../../../views/language.tsx';
import { AnaloguesPage, Instead } from '../../../views/storefront/instead.tsx';
import { Calculated, ProductPage, type ProductView } from '../../../views/storefront/product.tsx';
import { unitsOf } from '../../catalogue/product.ts';
import { parseQuantity, quantityIn } from '../../measures/read-quantity.ts';
import { units } from '../../measures/quantity.ts';
import { newId } from '../../platform/id.ts';
import { tradingDay } from '../../measures/calendar.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { PriceTerms } from '../../pricing/price-terms.ts';
import { calculate } from '../../stock/calculation.ts';
import { offerOf } from '../../stock/offer.ts';
import { listAnalogues } from '../../stock/analogues.queries.ts';
import { hereFrom } from '../../stock/transfer-times.ts';
import { findProductSheet, listBranchStock } from '../../stock/product-page.queries.ts';
import type { Env } from '../env.ts';
import { readForm, wantsFragment } from '../exchange.ts';
import { anyone } from '../guards.ts';
import { answerPage, answerPart } from '../page.tsx';
import { LONGEST_CUT_LIST } from '../restoring-form.ts';
import { cuttingOf, tooLong } from './cut-plan.ts';
import { readerOf, termsFor } from './reader.ts';

const Wanted = z.object({
  quantity: z.string().max(100).catch(''),
  unit: z.enum(units).catch('t'),
});
type Typed = z.infer<typeof Wanted>;

/** The page of a product by its SKU, and its converter between units. */
export const product = new Hono<Env>()
  .use(anyone())
  .get('/:sku', async (c) => {
    const view = await readProduct(c, undefined);
    return answerPage(c, <ProductPage view={view} />, {
      title: titleOf(c, view),
    });
  })

  .get('/:sku/analogues', async (c) => {
    const { db, at } = c.var;
    const sku = c.req.param('sku');
    const reader = readerOf(c.var.actor);
    const terms = await termsFor(db, reader, at);
    const { onlooker } = reader;
    const sheet = await findProductSheet(db, { sku, onlooker, terms });
    if (!sheet) throw new NotFound('product', sku);
    const analogues = await listAnalogues(db, { product: sheet, onlooker, terms });
    const shown = { product: sheet, analogues, seesPrices: reader.seesPrices };
    if (wantsFragment(c)) return answerPart(c, <Instead {...shown} />);
    const title = wordsFor(c.var.language).catalogue.analogues;
    return answerPage(c, <AnaloguesPage {...shown} />, { title });
  })

  .post('/:sku/cutting', async (c) => {
    const form = await readForm(c, CutListForm);
    const typed = form.ok ? form.data.cutList : (form.values['cutList'] ?? '');
    const view = await readProduct(c, undefined);
    const cutting = (form.ok ? cuttingOf : tooLong)(view, typed);
    if (!cutting) throw new NotFound('product', view.product.sku);
    const isSilent = typed.trim() === '';
    const asked = isSilent ? { ...cutting, problem: 'no-pieces' as const } : cutting;
    const status = asked.plan ? 200 : 422;
    if (wantsFragment(c)) return answerPart(c, <Cutting {...asked} />, { status });
    const page = <ProductPage view={{ ...view, cutting: asked }} />;
    return answerPage(c, page, { title: titleOf(c, view), status });
  })

  .post('/:sku/calculation', async (c) => {
    const form = await readForm(c, Wanted);
    const typed = form.ok ? form.data : { quantity: '', unit: 't' as const };
    const view = await readProduct(c, typed);
    if (wantsFragment(c)) return answerPart(c, <Calculated view={view} />);
    return answerPage(c, <ProductPage view={view} />, {
      title: titleOf(c, view),
    });
  });

const CutListForm = z.object({ cutList: z.string().max(LONGEST_CUT_LIST) });

/** Three statements: terms, the product, its stock. An unknown SKU is not found; a withdrawn product says so. */
async function readProduct(c: Context<Env>, typed: Typed | undefined): Promise<ProductView> {
  const { db, at } = c.var;
  const sku = c.req.param('sku') ?? '';
  const reader = readerOf(c.var.actor);
  const terms = await termsFor(db, reader, at);
  const [sheet, stock] = await Promise.all([
    findProductSheet(db, { sku, onlooker: reader.onlooker, terms }),
    listBranchStock(db, { sku, onlooker: reader.onlooker }),
  ]);
  if (!sheet) throw new NotFound('product', sku);
  const { price, ...offered } = offerOf(sheet, terms);
  const shown = { ...offered, price: reader.seesPrices ? price : undefined };
  const said = typed ?? { quantity: '', unit: unitsOf(shown)[0] ?? 't' };
  const view: ProductView = {
    ...{ product: shown, stock, hereOn: hereFrom(stock, tradingDay(at)), reader, terms },
    typed: said,
    calculation: calculationOf(shown, said, reader.seesPrices ? terms : undefined),
    formKey: newId(at.getTime()),
  };
  return { ...view, cutting: cuttingOf(view, '') };
}

/** What was typed in all units; `'nonsense'` where it is a quantity but not of this product, or none at all. */
function calculationOf(
  shown: ProductView['product'],
  { quantity, unit }: Typed,
  terms: PriceTerms | undefined,
): ProductView['calculation'] {
  if (quantity.trim() === '') return undefined;
  const read = parseQuantity(quantity);
  return (read.ok && calculate(shown, quantityIn(read, unit), terms)) || 'nonsense';
}

const titleOf = (c: Context<Env>, { product: shown }: ProductView) =>
  ({ en: shown.nameEn, ru: shown.nameRu, kk: shown.nameKk })[c.var.language];
