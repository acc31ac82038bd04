import type { Insertable } from 'kysely';
import type { DB } from '../platform/db/schema.ts';
import type { AskedCompany, HandedOver, Member, Requested } from './demo-answers.queries.ts';
import { importanceOf } from '../loyalty/attribute.ts';
import { caseOf } from './make-cases.ts';
import type { Random } from './random.ts';
import { answersTo, bell } from './say-answers.ts';
import { SLOW_BRANCH } from './slow-yard.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Nobody is asked twice within so many days. */
const GAP_DAYS = 8;
/** For so long nobody asks whoever comes to a desk next, so that its tablet may. */
const LEFT_MS = 35 * DAY_MS;

/** Rows of questions, answers and cases. */
export type DemoAnswers = {
  prompts: Insertable<DB['prompt']>[];
  answers: Insertable<DB['promptAnswer']>[];
  items: Insertable<DB['promptAnswerItem']>[];
  cases: Insertable<DB['satisfactionCase']>[];
};

/** Somebody who is due for the question about the relation as a whole. */
export type Due = { company: AskedCompany; member: Member; at: Date };

/** A moment that somebody is asked about. */
export type Asking = {
  company: AskedCompany;
  member: Member;
  eventId: number;
  eventAt: Date;
  touchpoint: string;
  orderId: string | null;
  branchCode: string;
  /** It is about goods that came later than was promised. */
  isLate: boolean;
  quoteId?: string | null;
  /** The anchor first, where there is one, then the ones of which one is drawn. */
  anchor: string;
  candidates: readonly string[];
};

/**
 * What people of a world said about it in its months: fewer than half of those who
 * were asked, traders and those who use the metal themselves about different things,
 * less content in the months of building, and one yard that slowed down lately.
 */
export function makeAnswers(
  random: Random,
  given: {
    companies: readonly AskedCompany[];
    handed: readonly HandedOver[];
    requested: readonly Requested[];
    due: readonly (Due & { eventId: number })[];
    at: Date;
  },
): DemoAnswers {
  const { companies, handed, requested, due, at } = given;
  const made: DemoAnswers = { prompts: [], answers: [], items: [], cases: [] };
  const moods = new Map(companies.map(({ companyId }) => [companyId, bell(random) * 0.9]));
  const byId = new Map(companies.map((company) => [company.companyId, company]));
  const asked = new Map<string, number[]>();
  const ofOrders = handed.flatMap((order) => momentsOf(random, order, byId.get(order.companyId)));
  const ofRequests = requested.flatMap((one) => requestOf(one, byId.get(one.companyId)));
  const isSeldom = ({ touchpoint }: Asking) =>
    touchpoint === 'TP_DOCS' || touchpoint === 'TP_REQUEST_CLOSED';
  // The question about the relation holds the others, and what seldom happens would else be
  // crowded out by the orders of a world that buys every week.
  const moments = [
    due.map((one) => relationshipOf(random, one)),
    [...ofOrders, ...ofRequests].filter(isSeldom),
    [...ofOrders, ...ofRequests].filter((one) => !isSeldom(one)),
  ].flatMap((some) => some.toSorted(byMoment));
  for (const asking of moments) {
    const known = asked.get(asking.member.personId) ?? [];
    const moment = asking.eventAt.getTime();
    const isLeft = asking.member.isAboutToFetch && at.getTime() - moment < LEFT_MS;
    const isTooSoon = isLeft || known.some((one) => Math.abs(moment - one) < GAP_DAYS * DAY_MS);
    if (isTooSoon || !random.chance(0.85)) {
      made.prompts.push(
        silentPrompt(random, asking, isTooSoon ? 'PERSON_COOLDOWN' : 'NOT_SAMPLED'),
      );
      continue;
    }
    asked.set(asking.member.personId, [...known, moment]);
    ask(random, asking, { made, mood: moods.get(asking.company.companyId) ?? 0, at });
  }
  return made;
}

const byMoment = (one: Asking, other: Asking) => one.eventAt.getTime() - other.eventAt.getTime();

/** The one of a company in a role, or whoever buys. */
const memberOf = ({ members }: AskedCompany, role: Member['role']) =>
  members.find((member) => member.role === role) ??
  members.find(({ role: one }) => one === 'buyer');

/** Mostly the speed of loading, and nothing else at the yard that slows down: with fewer answers, before or after, a world this small would leave its one problem to chance. */
const OF_PICK_UP = [...Array.from({ length: 8 }, () => 'AE5'), 'EXP3', 'O2O2'];
const OF_SLOW_YARD = ['AE5'];

function momentsOf(random: Random, order: HandedOver, company: AskedCompany | undefined): Asking[] {
  if (!company) return [];
  const { orderId, branchCode } = order;
  // Whoever is sent for the metal: the foreman, or whom the office has at hand.
  const foreman = random.chance(0.5) ? memberOf(company, 'foreman') : random.pick(company.members);
  const buyer = memberOf(company, 'buyer');
  const handed = {
    company,
    orderId,
    branchCode,
    eventId: order.handedEventId,
    eventAt: order.handedAt,
    isLate: order.isLate,
  };
  const placed = {
    company,
    orderId,
    branchCode,
    eventId: order.placedEventId,
    eventAt: order.placedAt,
    isLate: false,
  };
  const isNew = ({ personId }: Member) => !order.asked.includes(personId);
  const moments: Asking[] = [];
  if (foreman && isNew(foreman)) {
    moments.push({
      ...{ ...handed, member: foreman, anchor: 'OSAT' },
      touchpoint: order.isPickUp ? 'TP_PICKUP_DONE' : 'TP_DELIVERED',
      candidates: order.isPickUp ? ofPickUp(order) : ['AI3', 'AI2', 'TFC2', 'EXP3'],
    });
  }
  const accountant = memberOf(company, 'accountant');
  const isOfDocuments = order.isCertificateDue && accountant !== foreman;
  if (isOfDocuments && accountant && isNew(accountant)) {
    const documents = { touchpoint: 'TP_DOCS', anchor: '', candidates: ['SUS3'] };
    moments.push({ ...handed, member: accountant, ...documents });
  }
  if (!buyer || (isOfDocuments && buyer === accountant)) return moments;
  const isInspected = buyer !== foreman && isNew(buyer) && random.chance(0.5);
  if (isInspected) {
    const inspected = { touchpoint: 'TP_INSPECTED', anchor: 'OSAT', candidates: ['AE6'] };
    moments.push({ ...handed, member: buyer, ...inspected });
  } else {
    const candidates = order.isWeb ? ['AE2', 'AE4', 'O2O1'] : ['AE2', 'AE4'];
    const confirmed = { touchpoint: 'TP_ORDER_CONFIRMED', anchor: 'OSAT', candidates };
    moments.push({ ...placed, member: buyer, ...confirmed });
  }
  return moments;
}

/** Mostly what the figures of requests are reckoned from: with all the others as often there would be too few of a year. */
const OF_REQUEST = [
  ...Array.from({ length: 4 }, () => ['CES2', 'FCRQ']).flat(),
  'AE1',
  'TFC2',
  'AI1',
];

/** A request that was answered: a quote as it was seen or ended, and a line of the account that was disputed. */
function requestOf(request: Requested, company: AskedCompany | undefined): Asking[] {
  const { type, eventId, at: eventAt, personId, branchCode, orderId, quoteId } = request;
  const member = company?.members.find((one) => one.personId === personId);
  if (!company || !member) return [];
  const of = { company, member, eventId, eventAt, branchCode, orderId, quoteId, isLate: false };
  switch (type) {
    case 'quote.sent':
      return [{ ...of, touchpoint: 'TP_QUOTE_SENT', anchor: 'OSAT', candidates: ['AE2', 'AI1'] }];
    case 'quote.accepted':
    case 'quote.declined':
      return [{ ...of, touchpoint: 'TP_QUOTE_CLOSED', anchor: '', candidates: ['AE4', 'SUS1'] }];
    case 'quote.withdrawn':
    case 'account.dispute-answered':
      return [{ ...of, touchpoint: 'TP_REQUEST_CLOSED', anchor: 'OSAT', candidates: OF_REQUEST }];
  }
}

/** What is weighed most by those who are asked: what most of them rate. */
const WEIGHED = ['AE2', 'AE5', 'AE6', 'AI3'];

const OF_RELATIONSHIP = [
  'CCS1',
  'CCS1',
  'CCS2',
  'TFC3',
  'REL_OVERALL',
  'REL_REBUY',
  'REL_ADV',
  'REL_BOND',
  'SOW',
  'SOW',
  'SOW',
  'IMP',
  'IMP',
  'IMP',
];

function relationshipOf(
  random: Random,
  { company, member, at, eventId }: Due & { eventId: number },
): Asking {
  const weighed = importanceOf(random.pick(WEIGHED));
  const candidates = OF_RELATIONSHIP.map((item) => (item === 'IMP' ? weighed : item));
  return {
    ...{ company, member, eventId, eventAt: at, orderId: null, branchCode: company.branchCode },
    ...{ isLate: false, touchpoint: 'TP_RELATIONSHIP', anchor: 'CCS3', candidates },
  };
}

const common = ({ quoteId = null, ...asking }: Asking) => ({
  ...{ eventId: asking.eventId, touchpoint: asking.touchpoint, eventAt: asking.eventAt },
  ...{ personId: asking.member.personId, companyId: asking.company.companyId },
  ...{ orderId: asking.orderId, quoteId, instrumentVersion: 1 },
});

function silentPrompt(random: Random, asking: Asking, reason: string): Insertable<DB['prompt']> {
  const decidedAt = new Date(asking.eventAt.getTime() + 2 * HOUR_MS);
  return {
    ...{
      id: random.id(asking.eventAt),
      ...common(asking),
      dueAt: decidedAt,
      state: 'silent',
      reason,
    },
    ...{ decidedAt, candidates: [], weights: [], items: [], drawSample: null, drawItem: null },
    ...{ itemProbability: null, inclusionProbability: null, openUntil: null, shownAt: null },
    ...{ shownIn: null, language: null, answeredAt: null, dismissedAt: null, revision: 0 },
    judgedRevision: 0,
  };
}

function ask(
  random: Random,
  asking: Asking,
  { made, mood, at }: { made: DemoAnswers; mood: number; at: Date },
): void {
  const { company, member, eventAt, anchor, candidates } = asking;
  const shownAt = new Date(eventAt.getTime() + (2 + 20 * random.fraction()) * HOUR_MS);
  const answeredAt = new Date(shownAt.getTime() + (0.1 + 30 * random.fraction()) * HOUR_MS);
  if (answeredAt > at) return;
  const item = random.pick(candidates);
  const willAnswer = willingness(asking);
  const isAnswered = random.chance(willAnswer);
  const isDismissed = !isAnswered && random.chance(0.15);
  const id = random.id(eventAt);
  const share = candidates.filter((one) => one === item).length / candidates.length;
  made.prompts.push({
    ...{ id, ...common(asking), dueAt: shownAt, reason: 'SHOW', decidedAt: shownAt },
    state: outcomeOf(isAnswered, isDismissed),
    ...{ candidates: [...new Set(candidates)], weights: [...new Set(candidates)].map(() => 1) },
    ...{ items: itemsOf(anchor, item), drawSample: 0.4, drawItem: 0.5, itemProbability: share },
    ...{ inclusionProbability: 0.85 * share, openUntil: new Date(shownAt.getTime() + 7 * DAY_MS) },
    ...{ shownAt, shownIn: 'page', language: member.language },
    ...{ answeredAt: isAnswered ? answeredAt : null, revision: Number(isAnswered) },
    ...{ dismissedAt: isDismissed ? answeredAt : null, judgedRevision: Number(isAnswered) },
  });
  if (!isAnswered) return;
  const said = answersTo(random, asking, { item, mood, at });
  const onlyInTotals = random.chance(0.1);
  made.answers.push({
    ...{ promptId: id, revision: 1, companyId: company.companyId, answeredAt, answeredIn: 'page' },
    ...{ language: member.language, onlyInTotals },
  });
  for (const [name, value] of Object.entries(said)) {
    const isNumber = typeof value === 'number';
    made.items.push({
      ...{ promptId: id, revision: 1, item: name },
      ...{ number: isNumber ? value : null, code: isNumber ? null : value },
    });
  }
  if (Number(said['OSAT'] ?? 5) <= 2 && !onlyInTotals && random.chance(0.8)) {
    const told = { promptId: id, company, personId: member.personId, answeredAt, at };
    made.cases.push(caseOf(random, told));
  }
}

/** A pair about the certificate fills both places; elsewhere the anchor comes first, where there is one. */
function itemsOf(anchor: string, item: string): string[] {
  if (item === 'SUS3') return ['SUS3F', 'SUS3'];
  return anchor === '' ? [item] : [anchor, item];
}

/** How likely somebody answers: those of the yard that slows down most of all. */
function willingness(asking: Asking): number {
  if (asking.anchor === 'CCS3') return 0.62;
  if (asking.touchpoint === 'TP_PICKUP_DONE' && asking.branchCode === SLOW_BRANCH) return 0.9;
  if (asking.touchpoint === 'TP_REQUEST_CLOSED') return 0.55;
  return 0.4 + (asking.company.isTrader ? 0.12 : 0);
}

const ofPickUp = ({ branchCode }: HandedOver) =>
  branchCode === SLOW_BRANCH ? OF_SLOW_YARD : OF_PICK_UP;

function outcomeOf(isAnswered: boolean, isDismissed: boolean) {
  if (isAnswered) return 'answered' as const;
  return isDismissed ? ('dismissed' as const) : ('expired' as const);
}
