import type { Insertable } from 'kysely';
import type { TradeEvent } from '../events/trade-event.ts';
import type { DB } from '../platform/db/schema.ts';
import type { DemoAgreement } from './agreements.ts';
import type { DemoCompany } from './companies.ts';
import { momentOn } from './moments.ts';
import type { DemoOrder } from './orders.ts';
import type { DemoList } from './price-lists.ts';
import type { Random } from './random.ts';
import type { Staff } from './staff.ts';

type EventRow = Insertable<DB['event']> & { at: Date };
type Circumstances = Omit<EventRow, 'type' | 'facts' | 'recordedAt' | 'id'>;

const STEPS_REMEMBERED_DAYS = 120;

/**
 * Everything that happened in the demo world, the oldest first, as it would
 * have been recorded then. Nobody reacts to it: it is history already.
 */
export function tellEvents(
  random: Random,
  given: {
    companies: readonly DemoCompany[];
    agreements: ReadonlyMap<string, readonly DemoAgreement[]>;
    lists: readonly DemoList[];
    orders: readonly DemoOrder[];
    staff: Staff;
    at: Date;
  },
): EventRow[] {
  const { companies, agreements, lists, orders, staff } = given;
  const since = new Date(given.at.getTime() - STEPS_REMEMBERED_DAYS * 86_400_000);
  return [
    ...companies.flatMap((company) => companyEvents(company, agreements.get(company.row.id) ?? [])),
    ...lists.flatMap((list) => listEvents(list, staff.headOfSales)),
    ...orders.flatMap((order) => orderEvents(random, order, staff, since)),
  ].toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

function companyEvents(company: DemoCompany, agreements: readonly DemoAgreement[]): EventRow[] {
  const { id, bin, managerId } = company.row;
  const by = { companyId: id, personId: managerId ?? null, channel: null };
  const registered = { ...by, subjectId: id, at: momentOn(company.since, 10) };
  return [
    told({ type: 'company.registered', bin }, registered),
    ...agreements.slice(1).map(({ from, row }) =>
      told(
        {
          type: 'agreement.changed',
          agreementId: row.id,
          version: row.version,
          reason: row.reason ?? '',
        },
        { ...by, subjectId: row.id, at: momentOn(from, 9) },
      ),
    ),
  ];
}

function listEvents(list: DemoList, publishedBy: string): EventRow[] {
  return list.versions.map(({ row, publishedAt }) =>
    told(
      { type: 'price-list.published', versionId: row.id, code: list.row.code, number: row.number },
      {
        companyId: list.row.companyId ?? null,
        personId: publishedBy,
        channel: null,
        subjectId: row.id,
        at: publishedAt,
      },
    ),
  );
}

/** Each step of an order of the last months; of an older one how it began and ended. */
function orderEvents(random: Random, order: DemoOrder, staff: Staff, since: Date): EventRow[] {
  const { row, draft, course } = order;
  const { id: orderId, number, grossMinor, weightG } = row;
  const of = { companyId: row.companyId, channel: draft.channel, subjectId: orderId };
  const clerk = random.pick(staff.clerksOf.get(row.branchCode) ?? []);
  const remembered = row.placedAt < since ? course.moves.slice(-1) : course.moves;
  const events = [
    told(
      { type: 'order.placed', orderId, number, grossMinor, weightG },
      { ...of, personId: draft.placedBy, at: row.placedAt },
    ),
    ...remembered.map(({ from, to, at }) =>
      told(
        { type: 'order.moved', orderId, number, from, to },
        { ...of, channel: 'counter', personId: clerk, at },
      ),
    ),
  ];
  if (!course.cancelled) return events;
  const { at, reason } = course.cancelled;
  const cancelled: TradeEvent = { type: 'order.cancelled', orderId, number, reason, note: '' };
  return [...events, told(cancelled, { ...of, personId: draft.placedBy, at })];
}

/** Recorded when it happened, not when the world was made. */
function told(event: TradeEvent, circumstances: Circumstances): EventRow {
  const { type, ...facts } = event;
  return { type, facts, ...circumstances, recordedAt: circumstances.at };
}
