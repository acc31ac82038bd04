import { z } from 'zod';
import { type Instalment, INSTALMENTS_MAX } from '../../customers/instalment.ts';
import { percentField, wholeField } from '../trade-fields.ts';

/** A row without a share is none, whatever else stands in it. */
const Share = z
  .preprocess(
    (text) => (typeof text === 'string' && text.trim() === '' ? undefined : text),
    percentField({ min: 0.01, max: 100 }).optional(),
  )
  .optional();
const After = z.enum(['order', 'ready', 'shipment'], 'choose').default('order');
const Days = wholeField({ min: 0, max: 365 }).optional();
const Gate = z.enum(['', 'reserve', 'cut', 'load', 'hand-over'], 'choose').default('');

/** The rows of instalments in the form of terms. */
export const instalmentFields = {
  ...{ share1: Share, after1: After, days1: Days, gate1: Gate },
  ...{ share2: Share, after2: After, days2: Days, gate2: Gate },
  ...{ share3: Share, after3: After, days3: Days, gate3: Gate },
};

type Rows = z.infer<z.ZodObject<typeof instalmentFields>>;

/** What the rows mean, in their order. */
export function instalmentsOf(typed: Rows): Instalment[] {
  const rows = [
    [typed.share1, typed.after1, typed.days1, typed.gate1],
    [typed.share2, typed.after2, typed.days2, typed.gate2],
    [typed.share3, typed.after3, typed.days3, typed.gate3],
  ] as const;
  return rows.flatMap(([shareBp, dueAfter, days = 0, gate]) =>
    shareBp === undefined ? [] : [{ shareBp, dueAfter, days, gate: gate || null }],
  );
}

/** Instalments as the rows show them. */
export function typedInstalments(instalments: readonly Instalment[]): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: INSTALMENTS_MAX }, (_, i) => i + 1).flatMap((n) => {
      const one = instalments[n - 1];
      return [
        [`share${n}`, one ? String(one.shareBp / 100) : ''],
        [`after${n}`, one?.dueAfter ?? 'order'],
        [`days${n}`, one ? String(one.days) : '0'],
        [`gate${n}`, one?.gate ?? ''],
      ];
    }),
  );
}
