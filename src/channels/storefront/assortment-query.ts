import type { Context } from 'hono';
import { z } from 'zod';
import { type SizeName, sizeNames } from '../../catalogue/form.ts';
import {
  type AssortmentFilter,
  type Cursor,
  fieldOf,
  type Range,
  type Sort,
  sorts,
  stockScopes,
} from '../../stock/assortment.ts';
import { many, readQuery } from '../exchange.ts';
import type { Reader } from './reader.ts';

/** What an address says of a table: narrowed down to what, in which order, from where. */
type AssortmentQuery = {
  filter: AssortmentFilter;
  sort: Sort;
  after: Cursor | undefined;
  before: Cursor | undefined;
};

const MINOR_PER_TENGE = 100;
const CHOICES_MAX = 50;

const choices = many(z.string().min(1).max(80))
  .transform((chosen) => chosen.slice(0, CHOICES_MAX))
  .catch([]);

/** A number as people type it, with comma or point and spaces; what makes no sense says nothing. */
const figure = z
  .string()
  .transform((text) => text.replaceAll(/[\s\u00a0\u202f]/g, '').replace(',', '.'))
  .pipe(z.string().regex(/^\d{1,9}(\.\d{1,3})?$/))
  .transform(Number)
  .nullable()
  .catch(null);

/** `<key>_<id>`: the row that a page begins after or ends before. */
const cursor = z
  .string()
  .regex(/^-?\d{1,16}_[0-9a-f-]{36}$/)
  .transform((text) => {
    const [key = '', id = ''] = text.split('_');
    return { key: Number(key), id };
  })
  .pipe(z.object({ key: z.number().int(), id: z.uuid() }))
  .optional()
  .catch(undefined);

const Query = z.object({
  grade: choices,
  standard: choices,
  length: choices,
  stock: z.enum(stockScopes).catch('all'),
  bought: z.literal('yes').optional().catch(undefined),
  sort: z.enum(sorts).catch('size'),
  after: cursor,
  before: cursor,
});

const rangeFields = ['price', ...sizeNames.map(fieldOf)].flatMap((name) => [
  `${name}-from`,
  `${name}-to`,
]);
const Ranges = z
  .looseObject({})
  .transform((fields): Record<string, number | null> =>
    Object.fromEntries(rangeFields.map((name) => [name, figure.parse(fields[name])])),
  );

/**
 * Reads the filters, the order and the page from the address. What makes no
 * sense says nothing, so that an old link still opens. A reader who sees no
 * prices can neither sort nor narrow by them, and who buys for no company has
 * bought nothing before.
 */
export function readAssortmentQuery(
  c: Context,
  reader: Pick<Reader, 'seesPrices' | 'companyId'>,
): AssortmentQuery {
  const { seesPrices, companyId } = reader;
  const said = readQuery(c, Query);
  const figures = readQuery(c, Ranges);
  const range = (name: string, unit: number): Range => {
    const inUnit = (value: number | null | undefined) =>
      value === null || value === undefined ? null : Math.round(value * unit);
    return { from: inUnit(figures[`${name}-from`]), to: inUnit(figures[`${name}-to`]) };
  };
  const sizes: Partial<Record<SizeName, Range>> = {};
  for (const name of sizeNames) sizes[name] = range(fieldOf(name), name.endsWith('Um') ? 1000 : 1);
  return {
    filter: {
      grades: said.grade,
      standards: said.standard,
      lengths: said.length,
      sizes,
      stock: said.stock,
      pricePerTonneMinor: seesPrices ? range('price', MINOR_PER_TENGE) : { from: null, to: null },
      bought: said.bought === 'yes' && companyId !== null,
    },
    sort: seesPrices ? said.sort : 'size',
    after: said.after,
    before: said.before,
  };
}

/** A cursor as it stands in an address. */
export const cursorText = ({ key, id }: Cursor): string => `${key}_${id}`;
