import type { Context } from 'hono';
import { z } from 'zod';
import type { DraftFilter } from '../../../views/office/draft-query.ts';
import { forms } from '../../catalogue/form.ts';
import { tradingDay } from '../../measures/calendar.ts';
import { parseDecimal } from '../../measures/read-number.ts';
import { gramsOfTonnes } from '../../measures/weight.ts';
import { NotFound } from '../../platform/refusal.ts';
import { remarkKinds } from '../../pricing/price-list.ts';
import { findPriceList } from '../../pricing/price-list.queries.ts';
import type { PriceFilter } from '../../pricing/price-marks.queries.ts';
import type { StaffEnv } from '../env.ts';
import { many, readQuery } from '../exchange.ts';
import { pathId } from '../path-id.ts';
import { PageNumber, SearchText } from '../query-fields.ts';
import { placeOf } from './place.ts';

const STEPS_MAX = 6;
const HEAVIEST_STEP_T = 900;
const LARGEST_SIZE_UM = 10_000_000;

const Step = z
  .string()
  .transform((text) => Number(text.trim().replace(',', '.')))
  .pipe(z.number().positive().max(HEAVIEST_STEP_T).transform(gramsOfTonnes))
  .optional()
  .catch(undefined);
/** A size in millimetres as people type it; gives micrometres, nothing for what is none. */
const Size = z
  .string()
  .transform((text) => {
    const read = parseDecimal(text, { decimals: 3, largest: LARGEST_SIZE_UM });
    return read.ok && read.units > 0 ? read.units : undefined;
  })
  .optional()
  .catch(undefined);
const Asked = z.object({
  text: SearchText,
  category: z.string().min(1).max(60).optional().catch(undefined),
  form: z.enum(forms).optional().catch(undefined),
  grade: z.string().trim().min(1).max(64).optional().catch(undefined),
  sizeFrom: Size,
  sizeTo: Size,
  only: z
    .enum(['changed', ...remarkKinds])
    .optional()
    .catch(undefined),
  step: many(Step),
  page: PageNumber,
});

/** What a page of a draft is narrowed down to, as its address says; whatever means nothing is left out. */
export function filterOf(c: Context<StaffEnv>): DraftFilter {
  const { sizeFrom, sizeTo, step, ...asked } = readQuery(c, Asked);
  const steps = [...new Set(step.filter((stepG) => stepG !== undefined))].slice(0, STEPS_MAX);
  return { ...asked, fromUm: sizeFrom, toUm: sizeTo, steps };
}

/** The same as the department asks for it. */
export function priceFilterOf({ category, ...filter }: DraftFilter): PriceFilter {
  const { text, form, grade, fromUm, toUm, only } = filter;
  return { text, categoryCode: category, form, grade, fromUm, toUm, only };
}

/** The list that the address names; one that cannot be is not there. */
export const listOf = (c: Context<StaffEnv>): string =>
  pathId('price list', c.req.param('listId') ?? '');

/** The list with its draft as of today; not found where either is not. */
export async function draftOf(c: Context<StaffEnv>) {
  const { db, actor, at } = c.var;
  const listId = listOf(c);
  const list = await findPriceList(db, listId);
  const draft = list?.versions.find(({ publishedAt }) => publishedAt === null);
  if (!list || !draft) throw new NotFound('draft of price list', listId);
  const place = placeOf(actor, 'prices');
  return { list, draft: { ...draft, versionId: draft.id, on: tradingDay(at) }, place };
}
