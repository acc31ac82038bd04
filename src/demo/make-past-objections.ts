import type { Insertable } from 'kysely';
import { businessHoursAfter } from '../measures/calendar.ts';
import type { DB } from '../platform/db/schema.ts';
import type { PastLine } from './past-requests.queries.ts';
import type { Random } from './random.ts';

const DAY_MS = 86_400_000;
/** So many of a hundred lines of goods on an account were disputed, and so many of those taken back. */
const DISPUTED = 0.05;
const TAKEN_BACK = 0.25;

const notes = [
  'Недовес по нашим весам',
  'В накладной на одну связку меньше',
  'Цена в счёте выше, чем в заявке',
  'Не сходится с актом приёмки',
] as const;
const answers = [
  'Взвешивали на наших весах, талон приложен к накладной.',
  'Цена по прайсу на день заявки, ссылка в счёте.',
  'Связки пересчитали по биркам, отгружено полностью.',
] as const;

/** Rows of what companies disputed of their accounts, with the events by which it was answered. */
export type PastObjections = {
  objections: Insertable<DB['lineObjection']>[];
  events: Insertable<DB['event']>[];
};

/**
 * Lines of goods that companies of a world disputed and that were answered: mostly with the
 * paper that settles it, some taken back by themselves. None is open, so that nothing that
 * was paid is disputed now.
 */
export function makePastObjections(random: Random, lines: readonly PastLine[]): PastObjections {
  const made: PastObjections = { objections: [], events: [] };
  for (const line of lines) if (random.chance(DISPUTED)) dispute(random, line, made);
  return made;
}

function dispute(random: Random, line: PastLine, made: PastObjections): void {
  const { transactionId, orderId, companyId, managerId, personId, bookedAt, amountMinor } = line;
  const raisedAt = businessHoursAfter(new Date(bookedAt.getTime() + DAY_MS), random.whole(1, 8));
  const answeredAt = businessHoursAfter(raisedAt, random.whole(2, 20));
  const isTakenBack = random.chance(TAKEN_BACK);
  const state = isTakenBack ? 'withdrawn' : 'declined';
  const id = random.id(raisedAt);
  const theirsMinor = Math.round(amountMinor * (0.95 + 0.04 * random.fraction()));
  made.objections.push({
    ...{ id, companyId, transactionId, orderId, oursMinor: amountMinor, theirsMinor },
    ...{ note: random.pick(notes), state, raisedBy: personId, raisedAt },
    answer: isTakenBack ? '' : random.pick(answers),
    answeredBy: isTakenBack ? null : managerId,
    answeredAt: isTakenBack ? null : answeredAt,
  });
  const happened = { companyId, channel: 'web' as const, subjectId: companyId };
  const facts = { objectionId: id };
  made.events.push(
    {
      ...{ type: 'account.line-disputed', ...happened, personId, at: raisedAt },
      ...{ facts: { ...facts, oursMinor: amountMinor, theirsMinor }, recordedAt: raisedAt },
    },
    {
      ...{ type: 'account.dispute-answered', ...happened, at: answeredAt },
      ...{ personId: isTakenBack ? personId : managerId },
      ...{ facts: { ...facts, state }, recordedAt: answeredAt },
    },
  );
}
