import { z } from 'zod';
import { claimOutcomes, claimVerdicts } from '../../claims/claim.ts';
import type { ShownClaimLine } from '../../claims/claims.queries.ts';
import type { GoodsReturned } from '../../claims/settle-claim.ts';
import type { Fields } from '../limits.ts';
import { DayField, decimalField, MoneyField } from '../trade-fields.ts';

const WORDS_MAX = 2000;
const KG_MAX = 10_000_000;
const version = z.coerce.number().int().min(1).max(1_000_000);
const needed = z.string().trim().min(1).max(WORDS_MAX);
const ifAny = z.string().trim().max(WORDS_MAX);
const Kilograms = decimalField({ decimals: 3, min: 0, max: KG_MAX });

export const Acknowledgement = z.object({ version, acknowledgeWords: ifAny });
export const Inspection = z.object({ version, findings: needed });
export const Decision = z
  .object({
    version,
    verdict: z.enum(claimVerdicts, 'choose'),
    outcome: z.union([z.literal('').transform(() => null), z.enum(claimOutcomes, 'choose')]),
    reasons: needed,
    promisedOn: z.union([z.literal('').transform(() => null), DayField]),
  })
  .refine(({ verdict, outcome }) => verdict === 'refused' || outcome !== null, {
    message: 'choose',
    path: ['outcome'],
  });
export const Agreement = z
  .object({ version, isAgreed: z.enum(['yes', 'no'], 'choose'), agreeWords: ifAny })
  .refine(({ isAgreed, agreeWords }) => isAgreed === 'yes' || agreeWords !== '', {
    message: 'required',
    path: ['agreeWords'],
  });
export const Settlement = z.object({
  key: z.uuid(),
  version,
  settleWords: ifAny,
  followUp: z.string().trim().max(40).default(''),
});
export const Message = z.object({ key: z.uuid(), words: needed });
export const Reopening = z.object({ reopenWords: needed });

type Problems = Record<string, string>;

/** What is given for each line, `given.<position>` in tenge; an empty one gives nothing. */
export function readGiven(
  fields: Fields,
  lines: readonly ShownClaimLine[],
): { given: { id: string; acceptedMinor: number }[]; problems: Problems } {
  const problems: Problems = {};
  const given = lines.flatMap(({ id, position }) => {
    const typed = only(fields, `given.${position}`, problems);
    if (typed === '') return [];
    const read = MoneyField.safeParse(typed);
    if (read.success) return [{ id, acceptedMinor: read.data }];
    problems[`given.${position}`] ??= read.error.issues[0]?.message ?? 'number';
    return [];
  });
  return { given, problems };
}

/** What came back of each line: `backKg`, `backLot` and, where it is sold again, `sound`; an empty weight is nothing. */
export function readBack(
  fields: Fields,
  lines: readonly ShownClaimLine[],
): { returns: GoodsReturned[]; problems: Problems } {
  const problems: Problems = {};
  const returns = lines.flatMap(({ id: claimLineId, position, lots, claimedG, claimedPieces }) => {
    const [kg, lot] = [
      only(fields, `backKg.${position}`, problems),
      only(fields, `backLot.${position}`, problems),
    ];
    if (kg === '') return [];
    const read = Kilograms.safeParse(kg);
    if (!read.success) problems[`backKg.${position}`] ??= read.error.issues[0]?.message ?? 'number';
    const from = lots.find(({ id }) => id === lot);
    if (!from) problems[`backLot.${position}`] ??= 'choose';
    if (!read.success || !from || read.data === 0) return [];
    const isSound = only(fields, `sound.${position}`, problems) === 'yes';
    // Pieces are known where all that was claimed came back.
    const pieces = read.data === claimedG ? claimedPieces : null;
    return [{ claimLineId, fromLotId: from.id, weightG: read.data, pieces, isSound }];
  });
  return { returns, problems };
}

function only(fields: Fields, name: string, problems: Problems): string {
  const [text = '', ...more] = fields.get(name) ?? [];
  if (more.length > 0) problems[name] ??= 'invalid';
  return text.trim();
}
