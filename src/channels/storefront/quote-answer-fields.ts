import { z } from 'zod';
import { isDay } from '../../measures/calendar.ts';
import { parseQuantity } from '../../measures/read-quantity.ts';
import { declineReasons, type Wanted } from '../../ordering/quote.ts';
import type { Fields } from '../limits.ts';
import { wholeField } from '../trade-fields.ts';

const NOTE_MAX = 500;
const VERSION_MAX = 1_000_000_000;

/** The state of the quote that the page showed. */
export const SeenVersion = wholeField({ min: 1, max: VERSION_MAX });

/** The day by which the goods may come from other branches; the page offers it once it knows one. */
export const ComesOn = z.string().refine(isDay).optional().catch(undefined);

/** Why a quote is not wanted; another reason comes with words. */
export const Declining = z
  .object({
    seenVersion: SeenVersion,
    reason: z.enum(declineReasons, 'choose'),
    note: z.string().trim().max(NOTE_MAX),
  })
  .refine(({ reason, note }) => reason !== 'other' || note !== '', {
    path: ['note'],
    message: 'reason',
  });

/** What is taken: `take.<line>` names an offer, `quantity.<offer>` how much of it; of offers that are not chosen nothing counts. */
export function readWanted(fields: Fields): { wanted: Wanted[]; problems: Record<string, string> } {
  const problems: Record<string, string> = {};
  const wanted = [...fields].flatMap(([name, [offerId = '', ...more]]): Wanted[] => {
    if (!name.startsWith('take.') || offerId === '') return [];
    if (more.length > 0 || !z.uuid().safeParse(offerId).success) problems[name] = 'choose';
    const field = `quantity.${offerId}`;
    const [text, ...others] = fields.get(field) ?? [];
    if (text === undefined) return [{ offerId, quantityMilli: undefined }];
    const read = parseQuantity(text);
    const isPlain = read.ok && read.unit === undefined && read.lengthMm === undefined;
    if (!isPlain || others.length > 0) problems[field] = 'quantity';
    return [{ offerId, quantityMilli: read.ok ? read.amountMilli : undefined }];
  });
  return { wanted, problems };
}
