import type { Context } from 'hono';
import { z } from 'zod';
import { tradingDay } from '../measures/calendar.ts';
import type { LedgerPlace } from '../payments/account-ledger.queries.ts';
import { type AccountPeriod, accountPeriods, periodOf } from '../payments/account-period.ts';
import { readQuery } from './exchange.ts';
import { plain } from './plain-context.ts';
import { DayField } from './trade-fields.ts';

const PeriodAsked = z.object({
  from: DayField.optional().catch(undefined),
  to: DayField.optional().catch(undefined),
  after: z.string().max(60).optional().catch(undefined),
});

/** The days that the address names, this quarter until today where it names none. */
export function readPeriod(c: Context): AccountPeriod & { after: LedgerPlace | undefined } {
  const asked = readQuery(c, PeriodAsked);
  const usual = accountPeriods(tradingDay(plain(c).var.at))['this-quarter'];
  const period = periodOf(asked.from ?? usual.from, asked.to ?? usual.to);
  return { ...period, after: placeIn(asked.after) };
}

/** The line that a page goes on behind, as `hrefOfPeriod` wrote it. */
function placeIn(text: string | undefined): LedgerPlace | undefined {
  const [, on, id] = /^(\d{4}-\d{2}-\d{2})_(.+)$/.exec(text ?? '') ?? [];
  const place = { on: z.iso.date().safeParse(on).data, id: z.uuid().safeParse(id).data };
  return place.on !== undefined && place.id !== undefined
    ? { on: place.on, id: place.id }
    : undefined;
}

/** The address of a page about some days, behind a line of them. */
export function hrefOfPeriod(
  base: string,
  { from, to }: AccountPeriod,
  after?: LedgerPlace,
): string {
  const behind = after ? `&after=${after.on}_${after.id}` : '';
  return `${base}?from=${from}&to=${to}${behind}`;
}
