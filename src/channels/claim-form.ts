import { z } from 'zod';
import { claimKinds, claimOutcomes, evidenceNeeded } from '../claims/claim.ts';
import type { ClaimableLine } from '../claims/claimable.queries.ts';
import type { LineClaimed } from '../claims/open-claim.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { ClaimKind } from '../platform/db/schema.ts';
import type { Fields } from './limits.ts';
import { DayField, decimalField, MoreThanNothing, wholeField } from './trade-fields.ts';

const PIECES_MAX = 1_000_000;
const KG_MAX = 10_000_000;
const noneOr = <Field extends z.ZodType>(field: Field) =>
  z.union([z.literal('').transform(() => null), field]);

/** What holds for a whole complaint. */
export const ClaimHead = z.object({
  key: z.uuid(),
  kind: z.enum(claimKinds, 'choose'),
  words: z.string().trim().min(1).max(2000),
  wanted: noneOr(z.enum(claimOutcomes)).default(null),
  discoveredOn: z.string().trim().max(10).default(''),
  lateReason: z.string().trim().max(500).default(''),
});

/** How much of a line, as it is typed: pieces are whole, weight is in kilograms. */
const Pieces = wholeField({ min: 1, max: PIECES_MAX });
const Kilograms = decimalField({ decimals: 3, min: 0.001, max: KG_MAX });

type Problems = Record<string, string>;

/**
 * Reads of which lines somebody complains: `tick.<position>`, with `quantity` and
 * `unit`, pieces or kilograms, `lot`, the heat where it is known, and `amount`, what an
 * invoice asks too much. A line counts when it is ticked or something stands in it.
 */
export function readClaimedLines(
  fields: Fields,
  of: { lines: readonly ClaimableLine[]; kind: ClaimKind | undefined },
): { lines: LineClaimed[]; problems: Problems } {
  const problems: Problems = {};
  const claimed = of.lines.flatMap((line) => {
    const only = (name: string) => onlyText(fields, `${name}.${line.position}`, problems);
    const [tick, quantity, amount] = [only('tick'), only('quantity'), only('amount')];
    const [unit, lot] = [only('unit'), only('lot')];
    if (!['', 'yes'].includes(tick)) problems[`tick.${line.position}`] ??= 'invalid';
    if (tick === '' && quantity === '' && amount === '') return [];
    const needed = of.kind && evidenceNeeded(of.kind);
    const isByPiece = unit === 'pcs' && line.pieces !== null;
    const field = (name: string) => `${name}.${line.position}`;
    if (!['', 'pcs', 'kg'].includes(unit)) problems[field('unit')] ??= 'choose';
    const read = needed?.quantity
      ? (isByPiece ? Pieces : Kilograms).safeParse(quantity)
      : undefined;
    if (read?.success === false) problems[field('quantity')] ??= problemOf(read.error);
    const money = needed?.amount ? MoreThanNothing.safeParse(amount) : undefined;
    if (money?.success === false) problems[field('amount')] ??= problemOf(money.error);
    if (lot !== '' && !line.lots.some(({ id }) => id === lot)) problems[field('lot')] ??= 'choose';
    return [
      {
        ...{ orderLineId: line.id, lotId: lot === '' ? null : lot },
        pieces: isByPiece && read?.success ? read.data : null,
        weightG: !isByPiece && read?.success ? read.data : null,
        amountMinor: money?.success ? money.data : null,
      },
    ];
  });
  const [first] = of.lines;
  if (claimed.length === 0 && first) problems[`tick.${first.position}`] ??= 'tickLine';
  return { lines: claimed, problems };
}

/** The day on which something was found: needed for what could not be seen, never one to come. */
export function readDiscovery(
  typed: string,
  of: { kind: ClaimKind; at: Date },
): { discoveredOn: string | null; problems: Problems } {
  const none = { discoveredOn: null, problems: {} };
  if (typed === '') {
    return evidenceNeeded(of.kind).discovery
      ? { ...none, problems: { discoveredOn: 'required' } }
      : none;
  }
  const read = DayField.safeParse(typed);
  if (!read.success) return { ...none, problems: { discoveredOn: 'date' } };
  if (read.data > tradingDay(of.at)) return { ...none, problems: { discoveredOn: 'dayToCome' } };
  return { discoveredOn: read.data, problems: {} };
}

const problemOf = (error: z.ZodError): string => error.issues[0]?.message ?? 'invalid';

function onlyText(fields: Fields, name: string, problems: Problems): string {
  const [text = '', ...more] = fields.get(name) ?? [];
  if (more.length > 0) problems[name] ??= 'invalid';
  return text.trim();
}
