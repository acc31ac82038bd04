import { createHash } from 'node:crypto';
import {
  functionalTwin,
  type Instrument,
  type InstrumentItem,
  type PromptGate,
  type SkipRule,
  type Touchpoint,
} from './instrument.ts';

/** A prompt that somebody saw, whether he answered or not. */
export type ShownPrompt = {
  shownAt: Date;
  outcome: 'shown' | 'answered' | 'dismissed' | 'ignored';
  items: readonly string[];
};

/** What is known of the order, shipment, payment, request or employee, by name of the thing and its field. */
export type PromptContext = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Who might be asked what, when, after what. */
export type PromptSituation = {
  now: Date;
  touchpoint: string;
  /** At the desk: he stands where it happened, before a tablet that can ask him, and has nothing more to wait for. */
  event: { id: string; at: Date; isAtDesk?: boolean };
  person: {
    id: string;
    audience: 'customer' | 'employee';
    history: readonly ShownPrompt[];
    hasOptedOut: boolean;
    /** Since when the half-yearly relationship prompt is due; `null` when it is not. */
    relationshipDueSince: Date | null;
  };
  account: { openClaims: number; promptsShownIn7Days: number; isInLegalDispute: boolean };
  context: PromptContext;
  /** Valid answers per item in the last 90 days, from the nightly snapshot; none unless given. */
  answersIn90Days: Readonly<Record<string, number>>;
};

/** Two numbers from 0 to below 1: whether this event is sampled, and which item is drawn. */
export type PromptDraws = { sample: number; item: number };

/** Whether to ask, why not, and what is kept so that answers can be weighed later. */
export type PromptDecision = {
  reason: 'SHOW' | PromptGate;
  /** What to ask, in this order; nothing unless the reason is SHOW. */
  items: string[];
  /** Items that could have been drawn, by id. */
  candidates: string[];
  weights: number[];
  draws: PromptDraws;
  /** Of the item drawn; `null` when only the anchor is asked. */
  itemProbability: number | null;
  /** That this very prompt would be shown: an answer weighs one over it. */
  inclusionProbability: number | null;
  instrumentVersion: string;
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The question about the relation as a whole, asked by the calendar and not by an event. */
export const RELATIONSHIP = 'TP_RELATIONSHIP';
const CLAIM_RESOLVED = 'TP_CLAIM_RESOLVED';

/**
 * The random number of a person, an event and what it is for: always the same one, so
 * that a retried job decides alike and nobody can try again until he is asked.
 */
export function promptDraws(personId: string, eventId: string): PromptDraws {
  const draw = (salt: string) => drawOf(`${personId}|${eventId}|${salt}`);
  return { sample: draw('sample'), item: draw('item') };
}

/** Of those whose answer is no alarm, so many are asked for their reason too (2.2). */
const REASON_ASKED_SHARE = 0.2;

/** Whether the reason of an answer that is no alarm is asked: of one prompt in five, by lot and always of the same ones. */
export function asksReason(promptId: string): boolean {
  return drawOf(`${promptId}|why`) < REASON_ASKED_SHARE;
}

/** A number from 0 to below 1 that follows from a text. */
export function drawOf(text: string): number {
  const hash = createHash('sha256').update(text).digest('hex');
  return Number.parseInt(hash.slice(0, 8), 16) / 2 ** 32;
}

/**
 * Decides whether to ask somebody something after an event (R26, 2.2). The gates stand
 * in the order of the instrument and the first that is shut is the reason; a limit
 * itself is allowed. A prompt that was shown counts, answered or not. Then the anchor
 * of the touchpoint is asked, if it has rested, and one other item drawn by lot: the
 * fewer answers an item has, the likelier. Deterministic by its arguments. Throws a
 * RangeError on a touchpoint that is none.
 */
export function decidePrompt(
  instrument: Instrument,
  situation: PromptSituation,
  draws: PromptDraws = promptDraws(situation.person.id, situation.event.id),
): PromptDecision {
  const touchpoint = instrument.touchpoints.find(({ id }) => id === situation.touchpoint);
  if (!touchpoint) throw new RangeError(`no touchpoint: ${situation.touchpoint}`);

  const asked: Asked = { instrument, situation, touchpoint, draws };
  const anchor = anchorOf(asked);
  const candidates = candidatesOf(asked);
  const weights = candidates.map(({ id }) => 1 / (1 + (situation.answersIn90Days[id] ?? 0)));
  const silent = {
    items: [],
    candidates: candidates.map(({ id }) => id),
    weights,
    draws,
    itemProbability: null,
    inclusionProbability: null,
    instrumentVersion: instrument.version,
  };
  const shut = instrument.gates.find((gate) =>
    gate === 'NO_ITEM' ? !anchor && candidates.length === 0 : GATES[gate](asked),
  );
  if (shut) return { ...silent, reason: shut };

  const { drawn, probability } = drawItem(candidates, weights, draws.item);
  return {
    ...silent,
    reason: 'SHOW',
    items: itemsOf(anchor, drawn, touchpoint.itemsMax),
    itemProbability: probability,
    inclusionProbability: touchpoint.samplingRate * (probability ?? 1),
  };
}

type Asked = {
  instrument: Instrument;
  situation: PromptSituation;
  touchpoint: Touchpoint;
  draws: PromptDraws;
};

/** What each gate is shut by. */
const GATES: Record<Exclude<PromptGate, 'NO_ITEM'>, (asked: Asked) => boolean> = {
  EVENT_WINDOW: ({ situation: { now, event }, touchpoint }) => {
    const passedMs = now.getTime() - event.at.getTime();
    const earliestHours = event.isAtDesk ? 0 : touchpoint.earliestHours;
    return passedMs < earliestHours * HOUR_MS || passedMs > touchpoint.latestHours * HOUR_MS;
  },
  AUDIENCE: ({ situation: { person }, touchpoint }) => person.audience !== touchpoint.audience,
  OPTED_OUT: ({ situation: { person } }) => person.hasOptedOut,
  LEGAL_DISPUTE: ({ situation: { account } }) => account.isInLegalDispute,
  DISMISSAL_PAUSE: ({ situation, instrument: { cooldown } }) => {
    const last = shownBefore(situation).slice(0, cooldown.dismissalsInARow);
    const wereDismissed = last.every(({ outcome }) => outcome === 'dismissed');
    return (
      last.length === cooldown.dismissalsInARow &&
      wereDismissed &&
      shownWithin(situation, cooldown.dismissalPauseDays * DAY_MS).length > 0
    );
  },
  OPEN_CLAIM: ({ situation: { account }, touchpoint }) =>
    account.openClaims > 0 && touchpoint.id !== CLAIM_RESOLVED,
  RESERVED_FOR_RELATIONSHIP: ({ situation: { person, now }, touchpoint, instrument }) => {
    const due = person.relationshipDueSince;
    const passedMs = due === null ? -1 : now.getTime() - due.getTime();
    return (
      touchpoint.audience === 'customer' &&
      ![RELATIONSHIP, CLAIM_RESOLVED].includes(touchpoint.id) &&
      passedMs >= 0 &&
      passedMs <= instrument.cooldown.relationshipHoldDays * DAY_MS
    );
  },
  HARD_GAP: ({ situation, instrument: { cooldown } }) =>
    shownWithin(situation, cooldown.hardGapHours * HOUR_MS).length > 0,
  PERSON_COOLDOWN: ({ situation, touchpoint, instrument: { cooldown } }) =>
    !touchpoint.bypassesPersonCooldown &&
    shownWithin(situation, cooldown.personDays * DAY_MS).length > 0,
  PERSON_MONTH_CAP: ({ situation, touchpoint, instrument: { cooldown } }) => {
    const isEmployee = situation.person.audience === 'employee';
    const most = isEmployee ? cooldown.employeeMonthMax : cooldown.personMonthMax;
    return !touchpoint.bypassesPersonCooldown && shownWithin(situation, 30 * DAY_MS).length >= most;
  },
  PERSON_YEAR_CAP: ({ situation, instrument: { cooldown } }) =>
    shownWithin(situation, 365 * DAY_MS).length >= cooldown.personYearMax,
  ACCOUNT_CAP: ({ situation: { account }, instrument: { cooldown } }) =>
    account.promptsShownIn7Days >= cooldown.accountWeekMax,
  NOT_SAMPLED: ({ touchpoint, draws }) => draws.sample >= touchpoint.samplingRate,
};

/** Prompts shown up to now, the latest first. */
const shownBefore = ({ person, now }: PromptSituation) =>
  person.history
    .filter(({ shownAt }) => shownAt <= now)
    .toSorted((one, other) => other.shownAt.getTime() - one.shownAt.getTime());

const shownWithin = (situation: PromptSituation, spanMs: number) =>
  shownBefore(situation).filter(
    ({ shownAt }) => situation.now.getTime() - shownAt.getTime() < spanMs,
  );

function anchorOf({ instrument, situation, touchpoint }: Asked): InstrumentItem | null {
  const anchor = instrument.items.find(({ id }) => id === touchpoint.anchor);
  return anchor && hasRested(anchor, instrument, situation) ? anchor : null;
}

/** Items that may be drawn, in rising order of their ids; a Kano pair is one, under the second half's. */
function candidatesOf({ instrument, situation, touchpoint }: Asked): InstrumentItem[] {
  const halves = new Map(
    instrument.items
      .filter(({ role }) => role === 'kano_dysfunctional')
      .map(({ id }) => [functionalTwin(id), id]),
  );
  const mayBeAsked = (item: InstrumentItem) =>
    item.touchpoints.includes(touchpoint.id) &&
    item.askedWhen.every((rule) => isMet(rule, situation.context)) &&
    hasRested(item, instrument, situation);
  return instrument.items
    .filter(({ id }) => id !== touchpoint.anchor && !halves.has(id))
    .filter(mayBeAsked)
    .filter(({ id, role }) => {
      if (role !== 'kano_dysfunctional') return true;
      const twin = instrument.items.find((item) => item.id === functionalTwin(id));
      return twin !== undefined && mayBeAsked(twin);
    })
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

function hasRested(
  { id, scale, audience, cooldownDays }: InstrumentItem,
  { cooldown, scales }: Instrument,
  situation: PromptSituation,
): boolean {
  const isNps = scales[scale]?.kind === 'likelihood_to_recommend' && audience === 'customer';
  const restDays = isNps ? Math.max(cooldownDays, cooldown.npsDays) : cooldownDays;
  return !shownWithin(situation, restDays * DAY_MS).some(({ items }) => items.includes(id));
}

function isMet(rule: SkipRule, context: PromptContext): boolean {
  const [thing = '', field = ''] = rule.require.split('.');
  const value = context[thing]?.[field] ?? null;
  if (rule.op === 'is_null') return value === null;
  if (rule.op === 'in') return typeof value === 'string' && rule.value.includes(value);
  if (rule.op === 'gte') return typeof value === 'number' && value >= rule.value;
  return value === rule.value;
}

/** The first item whose cumulative probability exceeds the draw. */
function drawItem(
  candidates: readonly InstrumentItem[],
  weights: readonly number[],
  draw: number,
): { drawn: InstrumentItem | null; probability: number | null } {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let passed = 0;
  for (const [at, item] of candidates.entries()) {
    const probability = (weights[at] ?? 0) / total;
    passed += probability;
    // The probabilities may add up to a hair less than 1.
    if (passed > draw || at === candidates.length - 1) return { drawn: item, probability };
  }
  return { drawn: null, probability: null };
}

/** The anchor and the item drawn; a Kano pair fills both places, the functional half first. */
function itemsOf(
  anchor: InstrumentItem | null,
  drawn: InstrumentItem | null,
  itemsMax: number,
): string[] {
  if (drawn?.role === 'kano_dysfunctional') return [functionalTwin(drawn.id), drawn.id];
  return [anchor, drawn].flatMap((item) => item?.id ?? []).slice(0, itemsMax);
}
