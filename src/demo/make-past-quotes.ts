import type { Insertable } from 'kysely';
import { businessHoursAfter } from '../measures/calendar.ts';
import { declineReasons } from '../ordering/quote.ts';
import type { DB, QuoteState } from '../platform/db/schema.ts';
import type { PastOrder, QuoteEnd } from './past-requests.queries.ts';
import type { Random } from './random.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** So many of a hundred orders were asked for first, and so many requests came to no order. */
const ASKED_FIRST = 0.09;
const WITHOUT_ORDER = 0.09;
/** Asked again within a week, of what came to no order: the first answer was not enough. */
const ASKED_AGAIN = 0.14;

/** Rows of requests for prices with what came of them. */
export type PastQuotes = {
  /** As they were asked; what came of each is told apart, since a quote names a version that comes after it. */
  quotes: Insertable<DB['quote']>[];
  ends: QuoteEnd[];
  requestLines: Insertable<DB['quoteRequestLine']>[];
  versions: Insertable<DB['quoteVersion']>[];
  offers: Insertable<DB['quoteOffer']>[];
  acceptances: Insertable<DB['quoteAcceptance']>[];
  takes: Insertable<DB['quoteTake']>[];
  events: Insertable<DB['event']>[];
  lastNumbers: ReadonlyMap<number, number>;
};

/** Another reason comes with words, which nobody of then would say now. */
const withoutWords = declineReasons.filter((reason) => reason !== 'other');

type End = Extract<QuoteState, 'accepted' | 'declined' | 'expired' | 'withdrawn'>;
type Wish = { order: PastOrder; requestedAt: Date; end: End };

/**
 * What companies of a world asked prices for before they ordered, or without ordering:
 * mostly answered within hours of business, a few over night; where nothing came of it
 * the buyer declined, let the time run out or took it back. Every order that came of
 * one is an order of the world, with its own lines.
 */
export function makePastQuotes(
  random: Random,
  orders: readonly PastOrder[],
  before: Date,
): PastQuotes {
  const wishes = orders
    .flatMap((order): Wish[] => wishesOf(random, order))
    .filter(({ requestedAt }) => requestedAt.getTime() < before.getTime() - 9 * DAY_MS)
    .toSorted((one, other) => one.requestedAt.getTime() - other.requestedAt.getTime());
  const lastNumbers = new Map<number, number>();
  const made: PastQuotes = {
    ...{
      quotes: [],
      ends: [],
      requestLines: [],
      versions: [],
      offers: [],
      acceptances: [],
      takes: [],
    },
    ...{ events: [], lastNumbers },
  };
  for (const wish of wishes) {
    const year = wish.requestedAt.getUTCFullYear();
    const last = (lastNumbers.get(year) ?? 0) + 1;
    lastNumbers.set(year, last);
    const number = `Q${String(year % 100)}-${String(last).padStart(6, '0')}`;
    write(random, wish, { number, made });
  }
  return made;
}

function wishesOf(random: Random, order: PastOrder): Wish[] {
  const before = (hours: number) => new Date(order.placedAt.getTime() - hours * HOUR_MS);
  if (random.chance(ASKED_FIRST)) {
    return [{ order, requestedAt: before(random.whole(26, 70)), end: 'accepted' }];
  }
  if (!random.chance(WITHOUT_ORDER)) return [];
  const end = random.pickWeighted<End>([
    ['declined', 5],
    ['expired', 4],
    ['withdrawn', 3],
  ]);
  const first = { order, requestedAt: before(random.whole(24, 200)), end };
  if (!random.chance(ASKED_AGAIN)) return [first];
  const again = new Date(first.requestedAt.getTime() + random.whole(2, 5) * DAY_MS);
  return [first, { order, requestedAt: again, end: 'declined' }];
}

function write(
  random: Random,
  { order, requestedAt, end }: Wish,
  { number, made }: { number: string; made: PastQuotes },
): void {
  const { companyId, personId, managerId, branchCode } = order;
  const id = random.id(requestedAt);
  const hours = random.chance(0.85) ? random.whole(1, 4) : random.whole(5, 14);
  const answered = businessHoursAfter(requestedAt, hours);
  // Whoever ordered had his answer before that.
  const latest = new Date(order.placedAt.getTime() - HOUR_MS);
  const sentAt = end === 'accepted' && answered > latest ? latest : answered;
  const validUntil = new Date(sentAt.getTime() + 4 * DAY_MS);
  const closedAt = endOf(random, { end, order, sentAt, validUntil });
  const closedBy = end === 'expired' ? null : personId;
  made.quotes.push({
    ...{ id, number, companyId, branchCode, requestedBy: personId, requestedAt },
    changedAt: closedAt,
  });
  const closeReason = end === 'declined' ? random.pick(withoutWords) : '';
  made.ends.push({ id, state: end, validUntil, closedBy, closedAt, closeReason });
  made.requestLines.push(
    ...order.lines.map(({ productId, quantityMilli, unit }, at) => ({
      ...{ quoteId: id, position: at + 1, companyId, productId, typed: '', quantityMilli, unit },
    })),
  );
  const versionId = random.id(sentAt);
  made.versions.push({
    ...{ id: versionId, quoteId: id, companyId, number: 1, begunBy: managerId, sentBy: managerId },
    ...{ begunAt: new Date(sentAt.getTime() - HOUR_MS / 3), validUntil, sentAt, edits: 1 },
  });
  const offers = order.lines.map(({ productId, ...line }, at) => ({
    ...{ id: random.id(sentAt), versionId, position: at + 1, alternative: 1, productId },
    ...{ ...line, includesVat: order.includesVat, takesMore: false },
  }));
  made.offers.push(...offers);
  if (end === 'accepted') accept(random, { order, quoteId: id, versionId, offers, made });
  const happened = (type: string, at: Date, by: string | null, facts: object = {}) => ({
    ...{ type, companyId, personId: by, channel: 'web' as const, subjectId: id, at },
    ...{ facts: { quoteId: id, number, ...facts }, recordedAt: at },
  });
  made.events.push(
    happened('quote.requested', requestedAt, personId),
    happened('quote.sent', sentAt, managerId, { version: 1 }),
    happened(
      `quote.${end}`,
      closedAt,
      closedBy,
      end === 'accepted' ? { orderId: order.orderId } : {},
    ),
  );
}

function endOf(
  random: Random,
  of: { end: End; order: PastOrder; sentAt: Date; validUntil: Date },
): Date {
  const { end, order, sentAt, validUntil } = of;
  if (end === 'accepted') return order.placedAt;
  if (end === 'expired') return validUntil;
  return new Date(sentAt.getTime() + random.whole(2, 60) * HOUR_MS);
}

function accept(
  random: Random,
  of: {
    order: PastOrder;
    quoteId: string;
    versionId: string;
    offers: readonly { id: string; position: number; quantityMilli: number }[];
    made: PastQuotes;
  },
): void {
  const { order, quoteId, versionId, offers, made } = of;
  const { companyId, personId, orderId, placedAt: at } = order;
  const id = random.id(at);
  made.acceptances.push({
    ...{ id, quoteId, companyId, versionId, personId, channel: 'web', orderId, at },
  });
  made.takes.push(
    ...offers.map(({ id: offerId, position, quantityMilli }) => ({
      ...{ acceptanceId: id, offerId, versionId, position, quantityMilli, takesMore: false },
      taken: `[0,${quantityMilli})`,
    })),
  );
}
