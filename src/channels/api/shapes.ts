import { z } from '@hono/zod-openapi';
import { forms } from '../../catalogue/form.ts';
import { units } from '../../measures/quantity.ts';
import { Problem } from './problem.ts';

/** Whole numbers of a unit that stands in the name: grams, millimetres, tiyin. */
const whole = z.int();

export const Form = z.enum(forms).openapi('Form');
const Unit = z.enum(units).openapi('Unit', {
  description: 'Pieces, metres, square metres, kilograms, tonnes',
});

/** Thousandths of a unit, as everywhere in the shop: 1.2 t is 1200. */
export const Quantity = z
  .strictObject({ amountMilli: z.int().min(1).max(1_000_000_000), unit: Unit })
  .openapi('Quantity');

/** Sizes as they were said or as a table prints them; micrometres, or millimetres where the name says so. */
const saidSizes = {
  heightUm: whole,
  widthUm: whole,
  thicknessUm: whole,
  flangeThicknessUm: whole,
  boreMm: whole,
  sheetWidthMm: z.number(),
  sheetLengthMm: z.number(),
};

const pair = z.tuple([whole, whole]).readonly();

/** What a line means; what was not said is absent. */
const Meaning = z
  .strictObject({
    form: z.union([
      z.enum(forms),
      z.enum(['pipe', 'pipe_spiral', 'plate', 'coil', 'disc', 'electrode', 'flange']),
    ]),
    ...saidSizes,
    diametersUm: z.array(whole).readonly(),
    number: z.string(),
    series: z.array(z.string()).readonly(),
    profile: z.string(),
    designation: z.string(),
    grade: z.string(),
    gradeCategory: z.string(),
    gradeClass: z.string(),
    gradeAlso: z.string(),
    standard: z.string(),
    lengthMm: whole,
    lengthKind: z.enum(['measured', 'random', 'measured_or_random']),
    lengthRangeMm: pair,
    isCut: z.boolean(),
    supply: z.enum(['coil', 'straightened_bar']),
    coilMassG: whole,
    coating: z.enum(['zinc', 'none']),
    zinc: z.string(),
    colour: z.string(),
    surface: z.string(),
    process: z.enum(['hot_rolled', 'cold_rolled', 'cold_drawn']),
    delivery: z.string(),
    temper: z.string(),
    material: z.enum(['aluminium', 'lead', 'copper']),
    schedule: z.string(),
    maker: z.string(),
    use: z.enum(['tying']),
    cellUm: pair,
    corrugationMm: z.number(),
    coverWidthMm: z.number(),
    mark: z.string(),
    pressureBar: z.number(),
    quantity: Quantity,
    city: z.string(),
    intent: z.enum(['price', 'price_list', 'buy', 'delivery']),
    priceUnit: z.enum(['m', 't', 'pcs', 'kg']),
  })
  .partial()
  .openapi('Meaning');

/** A price with VAT, and of what list. Tiyin. */
const Price = z
  .strictObject({
    perTonneMinor: whole,
    perUnitMinor: z.strictObject({ m: whole, m2: whole, pcs: whole }).partial(),
    breaks: z.array(z.strictObject({ fromWeightG: whole, perTonneMinor: whole })),
    level: z.enum(['contract', 'site', 'company', 'group', 'base']),
    vatRateBp: whole,
    currency: z.literal('KZT'),
  })
  .openapi('Price', { description: 'Own price of the key’s company, VAT included' });

const lengthKind = z.enum(['measured', 'random', 'coil', 'sheet']);

/** What is sold, with the own price and what can be promised. */
export const Product = z
  .strictObject({
    sku: z.string(),
    form: Form,
    category: z.string(),
    designation: z.string(),
    grade: z.string(),
    standard: z.string(),
    nameEn: z.string(),
    nameRu: z.string(),
    nameKk: z.string(),
    lengthKind,
    stockLengthMm: whole.nullable(),
    heightUm: whole.nullable(),
    widthUm: whole.nullable(),
    thicknessUm: whole.nullable(),
    flangeThicknessUm: whole.nullable(),
    diameterUm: whole.nullable(),
    boreMm: whole.nullable(),
    sheetWidthMm: whole.nullable(),
    sheetLengthMm: whole.nullable(),
    cellWidthUm: whole.nullable(),
    cellHeightUm: whole.nullable(),
    massMgPerM: whole.nullable(),
    massMgPerM2: whole.nullable(),
    pieceMassMg: whole.nullable(),
    massSource: z.enum(['table', 'geometry', 'trader']),
    saleUnit: Unit,
    units: z.array(Unit),
    stockClass: z.enum(['A', 'B', 'C', 'O']),
    price: Price.nullable().openapi({ description: 'null: on request' }),
  })
  .openapi('Product');

export const ProductRow = Product.extend({
  branchG: whole.nullable().openapi({ description: 'Can be promised at the company’s branch' }),
  anywhereG: whole.openapi({ description: 'Can be promised at all branches together' }),
}).openapi('ProductRow');

export const ProductSheet = Product.extend({
  densityKgPerM3: whole,
  accountingMassMgPerM: whole.nullable(),
  withdrawnAt: z.iso.datetime().nullable(),
  stock: z.array(
    z.strictObject({
      branchCode: z.string(),
      availableG: whole,
      onHandG: whole,
      reservedG: whole,
      countedAt: z.iso.datetime().nullable(),
      lots: whole,
      heats: whole,
    }),
  ),
}).openapi('ProductSheet');

/** A product that a line may mean. */
export const Candidate = z
  .strictObject({
    sku: z.string(),
    form: Form,
    designation: z.string(),
    grade: z.string(),
    standard: z.string(),
    lengthKind,
    stockLengthMm: whole.nullable(),
    isUsual: z.boolean(),
    isHere: z.boolean(),
    isAnywhere: z.boolean(),
  })
  .openapi('Candidate');

const Match = z
  .strictObject({
    status: z.enum(['exact', 'specified', 'candidate', 'rejected']),
    total: whole,
    candidates: z.array(Candidate),
    proposedSku: z.string().nullable(),
    assumed: z.array(z.enum(['form', 'grade', 'standard', 'length'])),
    cutToMm: whole.nullable(),
  })
  .openapi('Match');

export const ParsedLine = z
  .strictObject({
    typed: z.string(),
    meaning: Meaning,
    unread: z.array(z.string()),
    match: Match,
  })
  .openapi('ParsedLine');

const failure = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: Problem } },
});

/** What every route may answer instead. */
export const failures = {
  400: failure('The request cannot be read'),
  401: failure('No key, or none that opens'),
  422: failure('The request does not mean anything'),
  429: failure('Too many requests with this key; `Retry-After` says when'),
  500: failure('We failed'),
  503: failure('We cannot answer now; `Retry-After` says when'),
};

/** What a route that names a thing may answer besides. */
export const notFound = { 404: failure('There is no such thing') };

/** What a route that takes a body may answer besides. */
export const badBody = {
  413: failure('The body is larger than 100 KB'),
  415: failure('The body is not JSON'),
};

/** A body or an answer in JSON. */
export const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

/** A body in JSON that must be there. */
export const sent = <Schema extends z.ZodType>(schema: Schema) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});

export const security = [{ key: [] }];
