import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { slugOf } from '../../catalogue/category.ts';
import { sizeNames } from '../../catalogue/form.ts';
import { unitsOf } from '../../catalogue/product.ts';
import { readSearchPhrase } from '../../catalogue/search-phrase.ts';
import { tradingDay } from '../../measures/calendar.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { PriceTerms } from '../../pricing/price-terms.ts';
import { readPriceTerms } from '../../pricing/pricing.queries.ts';
import {
  type AssortmentFilter,
  type AssortmentProduct,
  type AssortmentRow,
  type Cursor,
  stockScopes,
} from '../../stock/assortment.ts';
import { listGoods } from '../../stock/goods.queries.ts';
import { type OfferedPrice, offerOf } from '../../stock/offer.ts';
import { findProductSheet, listBranchStock } from '../../stock/product-page.queries.ts';
import type { KeyEnv } from '../env.ts';
import {
  failures,
  Form,
  json,
  notFound,
  type Product,
  ProductRow,
  ProductSheet,
  security,
} from './shapes.ts';

const PAGE_MAX = 100;
const PAGE_USUAL = 50;
const CHOICES_MAX = 50;

/** A parameter that may come any number of times. */
const several = z
  .union([z.string().max(80), z.array(z.string().max(80)).max(CHOICES_MAX)])
  .optional()
  .transform((said) => (said === undefined ? [] : [said].flat()));
const bound = z.coerce.number().int().min(0).max(1_000_000_000_000).optional();
const bounds = Object.fromEntries(
  [...sizeNames, 'pricePerTonneMinor' as const].flatMap((name) => [
    [`${name}From`, bound],
    [`${name}To`, bound],
  ]),
);

/** Where a page begins: what `nextCursor` of the page before said. */
const After = z
  .string()
  .regex(/^-?\d{1,16}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  .optional()
  .transform((text): Cursor | undefined => {
    const [key = '', id = ''] = text?.split('_') ?? [];
    return text === undefined ? undefined : { key: Number(key), id };
  });

export const getProducts = createRoute({
  ...{ method: 'get', path: '/v1/products', operationId: 'listProducts', security },
  summary: 'Goods by category, form, size, grade or search, with own prices and stock',
  request: {
    query: z.object({
      q: z.string().max(200).optional().openapi({ example: 'арматура 12 А500С' }),
      category: z.string().max(80).optional().openapi({ example: 'rebar-a500c' }),
      form: Form.optional(),
      grade: several,
      standard: several,
      length: several.openapi({ description: 'Millimetres, or `random`, `coil`, `sheet`' }),
      stock: z.enum(stockScopes).default('all'),
      bought: z
        .enum(['yes', 'no'])
        .default('no')
        .openapi({ description: '`yes`: only what the company bought before, in any channel' }),
      ...bounds,
      limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(PAGE_USUAL),
      after: After,
    }),
  },
  responses: {
    200: json(
      z.strictObject({ products: z.array(ProductRow), nextCursor: z.string().nullable() }),
      'A page of goods by size; `nextCursor` goes into `after`, null at the end',
    ),
    ...failures,
  },
});

export const getProduct = createRoute({
  ...{ method: 'get', path: '/v1/products/{sku}', operationId: 'readProduct', security },
  summary: 'One product with its own price, its breaks and the stock of every branch',
  request: { params: z.object({ sku: z.string().max(100) }) },
  responses: { 200: json(ProductSheet, 'The product'), ...failures, ...notFound },
});

/** Two statements: terms, goods. */
export const listProducts: RouteHandler<typeof getProducts, KeyEnv> = async (c) => {
  const asked = c.req.valid('query');
  const { q, category, form, limit, after } = asked;
  const terms = await termsOf(c.var);
  const typed = q?.trim() ? { typed: q, meant: readSearchPhrase(q) } : undefined;
  const { rows, next } = await listGoods(c.var.db, {
    ...{ slug: category, form, phrase: typed, filter: filterOf(asked), terms, after },
    onlooker: { companyId: c.var.holder.companyId, branchCode: null },
    rowsMax: limit,
  });
  return c.json(
    {
      products: rows.map((row) => rowOf(row, terms)),
      nextCursor: next ? `${next.key}_${next.id}` : null,
    },
    200,
  );
};

/** Three statements: terms, the product, its stock. */
export const readProduct: RouteHandler<typeof getProduct, KeyEnv> = async (c) => {
  const { sku } = c.req.valid('param');
  const terms = await termsOf(c.var);
  const onlooker = { companyId: c.var.holder.companyId, branchCode: null };
  const [sheet, stock] = await Promise.all([
    findProductSheet(c.var.db, { sku, onlooker, terms }),
    listBranchStock(c.var.db, { sku, onlooker }),
  ]);
  if (!sheet) throw new NotFound('product', sku);
  const { densityKgPerM3, accountingMassMgPerM, withdrawnAt } = sheet;
  return c.json(
    {
      ...productOf(sheet, terms),
      ...{ densityKgPerM3, accountingMassMgPerM, withdrawnAt: withdrawnAt?.toISOString() ?? null },
      stock: stock.map(({ branchCode, onHandG, reservedG, countedAt, lots, heats }) => ({
        ...{ branchCode, onHandG, reservedG, lots, heats },
        availableG: onHandG - reservedG,
        countedAt: countedAt?.toISOString() ?? null,
      })),
    },
    200,
  );
};

/** On what terms the key's company buys today. One statement. */
export const termsOf = ({ db, holder, at }: KeyEnv['Variables']): Promise<PriceTerms> =>
  readPriceTerms(db, { companyId: holder.companyId, on: tradingDay(at) });

function filterOf(
  asked: {
    grade: string[];
    standard: string[];
    length: string[];
    stock: AssortmentFilter['stock'];
    bought: 'yes' | 'no';
  } & Record<string, unknown>,
): AssortmentFilter {
  const side = (name: string) => {
    const value = asked[name];
    return typeof value === 'number' ? value : null;
  };
  const range = (name: string) => ({ from: side(`${name}From`), to: side(`${name}To`) });
  return {
    ...{ grades: asked.grade, standards: asked.standard, lengths: asked.length },
    sizes: Object.fromEntries(sizeNames.map((name) => [name, range(name)])),
    stock: asked.stock,
    bought: asked.bought === 'yes',
    pricePerTonneMinor: range('pricePerTonneMinor'),
  };
}

const rowOf = (row: AssortmentRow, terms: PriceTerms): z.infer<typeof ProductRow> => ({
  ...productOf(row, terms),
  branchG: row.branchG,
  anywhereG: row.anywhereG,
});

function productOf(row: AssortmentProduct, terms: PriceTerms): z.infer<typeof Product> {
  const { sku, form, designation, grade, standard, nameEn, nameRu, nameKk } = row;
  const { lengthKind, stockLengthMm, massMgPerM, massMgPerM2, pieceMassMg, massSource } = row;
  const { heightUm, widthUm, thicknessUm, flangeThicknessUm, diameterUm, boreMm } = row;
  const { sheetWidthMm, sheetLengthMm, cellWidthUm, cellHeightUm, saleUnit, stockClass } = row;
  return {
    ...{ sku, form, category: slugOf(row.categoryCode), designation, grade, standard },
    ...{ nameEn, nameRu, nameKk, lengthKind, stockLengthMm },
    ...{ heightUm, widthUm, thicknessUm, flangeThicknessUm, diameterUm, boreMm },
    ...{ sheetWidthMm, sheetLengthMm, cellWidthUm, cellHeightUm },
    ...{ massMgPerM, massMgPerM2, pieceMassMg, massSource, saleUnit, stockClass },
    units: [...unitsOf(row)],
    price: priceOf(offerOf(row, terms).price, terms),
  };
}

function priceOf(
  offered: OfferedPrice | undefined,
  { vatRateBp }: PriceTerms,
): z.infer<typeof Product>['price'] {
  if (!offered) return null;
  const { perTonneMinor, perUnitMinor, breaks, level } = offered;
  return {
    ...{ perTonneMinor, perUnitMinor, level, vatRateBp, currency: 'KZT' as const },
    breaks: breaks.map(({ fromWeightG, perTonneMinor: each }) => ({
      ...{ fromWeightG, perTonneMinor: each },
    })),
  };
}
