import { z } from 'zod';
import { type FreightBand, isWholeTariff } from '../../pricing/freight-charge.ts';
import { DayField, decimalField, MoneyField, wholeField } from '../trade-fields.ts';
import { grouped } from './instalment-fields.ts';

/** So many vehicles on so many distances a tariff has at most: four on three. */
export const ROWS_MAX = 12;
const G_PER_KG = 1000;
const KG_PER_TONNE = 1000;

/** What stands in one row, by the beginning of its fields' names. */
const columns = {
  km: wholeField({ min: 1, max: 10_000 }),
  tonnes: decimalField({ decimals: 3, min: 0.001, max: 100 }),
  base: MoneyField.refine((minor) => minor <= 10_000_000_000, 'tooLarge:100000000'),
  rate: MoneyField.refine((minor) => minor <= 100_000_000, 'tooLarge:1000000'),
  least: MoneyField.refine((minor) => minor <= 10_000_000_000, 'tooLarge:100000000'),
};
type Column = keyof typeof columns;

const names: readonly Column[] = ['km', 'tonnes', 'base', 'rate', 'least'];
/** What a row may leave out: a vehicle that is charged whole, and one without a least charge. */
const optional: ReadonlySet<Column> = new Set(['rate', 'least']);

const rows = Array.from({ length: ROWS_MAX }, (_, index) => index + 1);
const Typed = z.string().trim().max(24).default('');
const typedRows = Object.fromEntries(
  rows.flatMap((row) => names.map((name) => [`${name}${row}`, Typed])),
);

/** The form of a branch's tariff, to begin on a day or later; a row in which nothing stands is none. */
export const tariffFields = (today: string) =>
  z
    .object({
      branchCode: z.string(),
      seen: z.string().max(40).default(''),
      from: DayField.refine((day) => day >= today, 'datePast'),
      reason: z.string().trim().max(300).default(''),
      ...typedRows,
    })
    .transform((fields, context) => {
      const { seen, from, reason } = fields;
      const bands = rows.flatMap((row) => bandOf(row, fields, context));
      if (context.issues.length === 0 && !isWholeTariff(bands)) {
        context.addIssue({ code: 'custom', path: ['km1'], message: 'tariffGap' });
      }
      return { seenId: seen === '' ? null : seen, from, reason, bands };
    });

function bandOf(
  row: number,
  typed: Readonly<Record<string, string>>,
  context: z.RefinementCtx,
): FreightBand[] {
  const textOf = (name: Column) => typed[`${name}${row}`] ?? '';
  if (names.every((name) => textOf(name) === '')) return [];
  const read = (name: Column): number => {
    const text = textOf(name);
    if (text === '' && optional.has(name)) return 0;
    const result = columns[name].safeParse(text);
    if (result.success) return result.data;
    const message = result.error.issues[0]?.message ?? 'number';
    context.addIssue({ code: 'custom', path: [`${name}${row}`], message });
    return 0;
  };
  const [upToKm, kilograms] = [read('km'), read('tonnes')];
  const [baseMinor, perTonneKmMinor, leastMinor] = [read('base'), read('rate'), read('least')];
  return [{ upToKm, upToG: kilograms * G_PER_KG, baseMinor, perTonneKmMinor, leastMinor }];
}

/** A tariff as the rows show it; what costs nothing stays empty. */
export function typedTariff(bands: readonly FreightBand[]): Record<string, string> {
  const money = (minor: number) => (minor === 0 ? '' : grouped(minor / 100));
  return Object.fromEntries(
    bands.flatMap((band, index) => [
      [`km${index + 1}`, String(band.upToKm)],
      [`tonnes${index + 1}`, String(band.upToG / (G_PER_KG * KG_PER_TONNE))],
      [`base${index + 1}`, grouped(band.baseMinor / 100)],
      [`rate${index + 1}`, money(band.perTonneKmMinor)],
      [`least${index + 1}`, money(band.leastMinor)],
    ]),
  );
}
