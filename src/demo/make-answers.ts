import type { Insertable } from 'kysely';
import type { DB } from '../platform/db/schema.ts';
import type { AskedCompany, HandedOver, Member } from './demo-answers.queries.ts';
import { caseOf } from './make-cases.ts';
import type { Random } from './random.ts';
import { isSlowYard, SLOW_BRANCH } from './slow-yard.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Nobody is asked twice within so many days. */
const GAP_DAYS = 8;
/** For so long nobody asks whoever comes to a desk next, so that its tablet may. */
const LEFT_MS = 35 * DAY_MS;
const SLOW_BY = 2.1;
/** So much worse whoever got his goods later than promised finds their coming. */
const LATE_BY = 1.5;

/** Rows of questions, answers and cases. */
export type DemoAnswers = {
  prompts: Insertable<DB['prompt']>[];
  answers: Insertable<DB['promptAnswer']>[];
  items: Insertable<DB['promptAnswerItem']>[];
  cases: Insertable<DB['satisfactionCase']>[];
};

/** Somebody who is due for the question about the relation as a whole. */
export type Due = { company: AskedCompany; member: Member; at: Date };

type Asking = {
  company: AskedCompany;
  member: Member;
  eventId: number;
  eventAt: Date;
  touchpoint: string;
  orderId: string | null;
  branchCode: string;
  /** It is about goods that came later than was promised. */
  isLate: boolean;
  /** The anchor first, then the ones of which one is drawn. */
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
    due: readonly (Due & { eventId: number })[];
    at: Date;
  },
): DemoAnswers {
  const { companies, handed, due, at } = given;
  const made: DemoAnswers = { prompts: [], answers: [], items: [], cases: [] };
  const moods = new Map(companies.map(({ companyId }) => [companyId, bell(random) * 0.9]));
  const byId = new Map(companies.map((company) => [company.companyId, company]));
  const lastAsked = new Map<string, number>();
  const moments = [
    ...handed.flatMap((order) => momentsOf(random, order, byId.get(order.companyId))),
    ...due.map((one) => relationshipOf(one)),
  ].toSorted((one, other) => one.eventAt.getTime() - other.eventAt.getTime());
  for (const asking of moments) {
    const last = lastAsked.get(asking.member.personId) ?? -Infinity;
    const isLeft =
      asking.member.isAboutToFetch && at.getTime() - asking.eventAt.getTime() < LEFT_MS;
    const isTooSoon = isLeft || asking.eventAt.getTime() - last < GAP_DAYS * DAY_MS;
    if (isTooSoon || !random.chance(0.85)) {
      made.prompts.push(
        silentPrompt(random, asking, isTooSoon ? 'PERSON_COOLDOWN' : 'NOT_SAMPLED'),
      );
      continue;
    }
    lastAsked.set(asking.member.personId, asking.eventAt.getTime());
    ask(random, asking, { made, mood: moods.get(asking.company.companyId) ?? 0, at });
  }
  return made;
}

/** Roughly normal, mean 0, spread 1. */
const bell = (random: Random) => random.fraction() + random.fraction() + random.fraction() - 1.5;

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
  if (!buyer) return moments;
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

const OF_RELATIONSHIP = [
  'CCS1',
  'CCS1',
  'CCS2',
  'TFC3',
  'REL_OVERALL',
  'REL_REBUY',
  'REL_ADV',
  'REL_BOND',
];

const relationshipOf = ({ company, member, at, eventId }: Due & { eventId: number }): Asking => ({
  ...{ company, member, eventId, eventAt: at, orderId: null, branchCode: company.branchCode },
  ...{ isLate: false, touchpoint: 'TP_RELATIONSHIP', anchor: 'CCS3', candidates: OF_RELATIONSHIP },
});

const common = ({ company, member, eventId, eventAt, touchpoint, orderId }: Asking) => ({
  ...{ eventId, touchpoint, personId: member.personId, companyId: company.companyId, orderId },
  ...{ eventAt, instrumentVersion: 1 },
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
    ...{ items: [anchor, item], drawSample: 0.4, drawItem: 0.5, itemProbability: share },
    ...{ inclusionProbability: 0.85 * share, openUntil: new Date(shownAt.getTime() + 7 * DAY_MS) },
    ...{ shownAt, shownIn: 'page', language: member.language },
    ...{ answeredAt: isAnswered ? answeredAt : null, revision: Number(isAnswered) },
    ...{ dismissedAt: isDismissed ? answeredAt : null, judgedRevision: Number(isAnswered) },
  });
  if (!isAnswered) return;
  const numbers = answersTo(random, asking, { item, mood, at });
  const onlyInTotals = random.chance(0.1);
  made.answers.push({
    ...{ promptId: id, revision: 1, companyId: company.companyId, answeredAt, answeredIn: 'page' },
    ...{ language: member.language, onlyInTotals },
  });
  for (const [name, number] of Object.entries(numbers)) {
    made.items.push({ promptId: id, revision: 1, item: name, number });
  }
  if ((numbers['OSAT'] ?? 5) <= 2 && !onlyInTotals && random.chance(0.8)) {
    const told = { promptId: id, company, personId: member.personId, answeredAt, at };
    made.cases.push(caseOf(random, told));
  }
}

/** How likely somebody answers: those of the yard that slows down most of all. */
function willingness(asking: Asking): number {
  if (asking.anchor === 'CCS3') return 0.62;
  if (asking.touchpoint === 'TP_PICKUP_DONE' && asking.branchCode === SLOW_BRANCH) return 0.9;
  return 0.4 + (asking.company.isTrader ? 0.12 : 0);
}

const ofPickUp = ({ branchCode }: HandedOver) =>
  branchCode === SLOW_BRANCH ? OF_SLOW_YARD : OF_PICK_UP;

/** By how much the step of this very moment went wrong: goods that came late, or were loaded slowly. */
function missedBy(item: string, { isLate, branchCode, eventAt }: Asking, now: Date): number {
  if (item === 'AI3' && isLate) return LATE_BY;
  return item === 'AE5' && isSlowYard({ branchCode, at: eventAt }, now) ? SLOW_BY : 0;
}

function outcomeOf(isAnswered: boolean, isDismissed: boolean) {
  if (isAnswered) return 'answered' as const;
  return isDismissed ? ('dismissed' as const) : ('expired' as const);
}

/** What each population cares for (seed 001): it is rated lower, and the whole step hangs on it more. */
const minded = {
  trader: { AI3: -0.5, AI2: -0.3, AE2: -0.35, AE5: -0.1 },
  end_user: { AE6: -0.55, TFC2: -0.3, AE4: -0.2 },
} as const;

function answersTo(
  random: Random,
  asking: Asking,
  { item, mood, at }: { item: string; mood: number; at: Date },
): Record<string, number> {
  const { company, eventAt, anchor } = asking;
  if (anchor === 'CCS3') return relationship(random, item, mood + (company.isTrader ? 0.1 : -0.05));
  const month = eventAt.getUTCMonth();
  const isBusy = month >= 4 && month <= 8;
  const cares: Readonly<Record<string, number>> = minded[company.isTrader ? 'trader' : 'end_user'];
  const hit = -missedBy(item, asking, at);
  const season = isBusy && ['AE5', 'AI3', 'AE2'].includes(item) ? -0.3 : 0;
  const felt = 4.25 + mood + bell(random) * 1.3 + hit + season + (cares[item] ?? 0);
  const weight = item in cares || hit < 0 ? 0.75 : 0.35;
  const whole = 4.2 + mood + weight * (felt - 4.1) + bell(random) * 0.8;
  if (item === 'EXP3') {
    const met = felt > 4.6 ? 1 : 0;
    return { OSAT: step(whole), EXP3: felt < 3.6 ? -1 : met };
  }
  return { OSAT: step(whole), [item]: step(felt) };
}

function relationship(random: Random, item: string, mood: number): Record<string, number> {
  const felt = 4.1 + mood * 1.3 + bell(random) * 0.7;
  const recommends = Math.min(10, Math.max(0, Math.round(2 * felt + bell(random) * 2)));
  return { CCS3: recommends, [item]: step(item === 'TFC3' ? 6 - felt : felt) };
}

const step = (felt: number) => Math.min(5, Math.max(1, Math.round(felt)));
