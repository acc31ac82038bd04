import { z } from 'zod';
import { type Instalment, INSTALMENTS_MAX } from '../../customers/instalment.ts';
import { MoreThanNothing, percentField, TickField, wholeField } from '../trade-fields.ts';

const blankIsNone = (text: unknown) =>
  typeof text === 'string' && text.trim() === '' ? undefined : text;
/** A row without a share, an amount and the tick of the rest is none, whatever else stands in it. */
const Share = z
  .preprocess(blankIsNone, percentField({ min: 0.01, max: 100 }).optional())
  .optional();
const Amount = z.preprocess(blankIsNone, MoreThanNothing.optional()).optional();
const After = z.enum(['order', 'ready', 'shipment'], 'choose').default('order');
const Days = wholeField({ min: 0, max: 365 }).optional();
const Gate = z.enum(['', 'reserve', 'cut', 'load', 'hand-over'], 'choose').default('');

/** The rows of instalments in the form of terms. */
export const instalmentFields = {
  ...{ share1: Share, amount1: Amount, rest1: TickField, after1: After, days1: Days, gate1: Gate },
  ...{ share2: Share, amount2: Amount, rest2: TickField, after2: After, days2: Days, gate2: Gate },
  ...{ share3: Share, amount3: Amount, rest3: TickField, after3: After, days3: Days, gate3: Gate },
};

type Typed = z.infer<z.ZodObject<typeof instalmentFields>>;

const rowsOf = (typed: Typed) => {
  return ([1, 2, 3] as const).map((n) => ({
    share: typed[`share${n}`],
    amount: typed[`amount${n}`],
    rest: typed[`rest${n}`],
    after: typed[`after${n}`],
    days: typed[`days${n}`],
    gate: typed[`gate${n}`],
  }));
};

/** What the rows mean, in their order. */
export function instalmentsOf(typed: Typed): Instalment[] {
  return rowsOf(typed).flatMap(({ share, amount, rest, after, days = 0, gate }) =>
    share === undefined && amount === undefined && !rest
      ? []
      : [
          {
            ...{ shareBp: share ?? null, amountMinor: amount ?? null },
            ...{ dueAfter: after, days, gate: gate || null },
          },
        ],
  );
}

/** The first row that says two sizes at once; `undefined` where each says one. */
export function rowOfTwoSizes(typed: Typed): string | undefined {
  const row = rowsOf(typed).findIndex(
    ({ share, amount, rest }) =>
      [share !== undefined, amount !== undefined, rest].filter(Boolean).length > 1,
  );
  return row === -1 ? undefined : `share${row + 1}`;
}

/** Instalments as the rows show them. */
export function typedInstalments(instalments: readonly Instalment[]): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: INSTALMENTS_MAX }, (_, i) => i + 1).flatMap((n) => {
      const one = instalments[n - 1];
      const { shareBp = null, amountMinor = null } = one ?? {};
      return [
        [`share${n}`, shareBp === null ? '' : String(shareBp / 100)],
        [`amount${n}`, amountMinor === null ? '' : grouped(amountMinor / 100)],
        [`rest${n}`, one && shareBp === null && amountMinor === null ? 'yes' : ''],
        [`after${n}`, one?.dueAfter ?? 'order'],
        [`days${n}`, one ? String(one.days) : '0'],
        [`gate${n}`, one?.gate ?? ''],
      ];
    }),
  );
}

/** With spaces between thousands: twenty millions and two look alike without. */
export const grouped = (tenge: number) =>
  String(tenge).replaceAll(/\B(?=(?:\d{3})+(?:\.|$))/g, ' ');
