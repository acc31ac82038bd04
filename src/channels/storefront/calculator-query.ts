import type { Context } from 'hono';
import { z } from 'zod';
import { sizeNames } from '../../catalogue/form.ts';
import { otherFields, type SaidFields } from '../../catalogue/said-fields.ts';
import { fieldOf } from '../../stock/assortment.ts';
import { readQuery } from '../exchange.ts';

/** What the calculator is asked: words, or its fields. */
type CalculatorQuery = { words: string; fields: SaidFields };

const TEXT_MAX = 200;
const text = z
  .string()
  .catch('')
  .transform((typed) => typed.slice(0, TEXT_MAX));

/** Sizes stand in the address under the names that a category's filters have. */
const names = [
  ...sizeNames.map((name) => [name, fieldOf(name)] as const),
  ...otherFields.map((name) => [name, name] as const),
];
const Query = z.looseObject({ q: text }).transform(({ q, ...sent }): CalculatorQuery => ({
  words: q,
  fields: Object.fromEntries(
    names.flatMap(([name, sentAs]) => {
      const typed = text.parse(sent[sentAs]);
      return typed === '' ? [] : [[name, typed]];
    }),
  ),
}));

/** Reads what the calculator is asked from the address; what makes no sense says nothing. */
export const readCalculatorQuery = (c: Context): CalculatorQuery => readQuery(c, Query);

/** The address that asks the same: words win over fields, the price stands beside both. */
export function addressOf({ words, fields }: CalculatorQuery): string {
  const query = new URLSearchParams(words === '' ? {} : { q: words });
  for (const [name, sentAs] of names) {
    const typed = words === '' || name === 'price' ? fields[name] : undefined;
    if (typed !== undefined) query.set(sentAs, typed);
  }
  return query.size === 0 ? '/calculator' : `/calculator?${query.toString()}`;
}
