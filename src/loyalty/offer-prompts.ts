import { businessHoursAfter, tradingDay } from '../measures/calendar.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { withAttribute } from './draw-attribute.ts';
import type { Touchpoint } from './instrument.ts';
import { findInstrumentOn, type PublishedInstrument } from './instrument-version.queries.ts';
import { decidePrompt, promptDraws, RELATIONSHIP } from './prompt.ts';
import { expirePrompts, postponePrompt, setDecision } from './prompt.queries.ts';
import {
  countAnswers,
  type DuePrompt,
  listDue,
  lockDue,
  readSituation,
} from './prompt-situation.queries.ts';

const HOUR_MS = 3_600_000;
/** So much in one run of the job; the next minute takes the rest. */
const AT_ONCE_MAX = 200;
/** Whoever comes to his page within these hours of business is not written to. */
const PAGE_FIRST_HOURS = 4;
/** So long the question about the relation waits before it is tried again. */
const AGAIN_HOURS = 24;
/** What shuts a gate for some days only. */
const PASSING = new Set<string>([
  ...[
    'OPEN_CLAIM',
    'HARD_GAP',
    'PERSON_COOLDOWN',
    'PERSON_MONTH_CAP',
    'PERSON_YEAR_CAP',
    'ACCOUNT_CAP',
  ],
]);

/**
 * Ends what nobody answered in time. Then decides every prompt whose moment has come:
 * the gates in their order, then which question (R26), by the instrument of the day on
 * which it happened, whatever was published since. What was decided is kept with its
 * probability, also where the answer was to leave somebody alone. The worker runs it
 * every minute; two at once decide each prompt once. The question about the relation, which
 * no event makes stale, is tried again each day of its window while a gate is shut for now
 * or something was just delivered; its lot stays the same.
 */
export async function offerPrompts(db: Db, at: Date): Promise<void> {
  await transact(db, (tx) => expirePrompts(tx, at));
  const due = await listDue(db, { at, limit: AT_ONCE_MAX });
  if (due.length === 0) return;
  const answersIn90Days = await countAnswers(db, at);
  const instruments = new Map<string, PublishedInstrument>();
  for (const promptId of due) {
    await transact(db, async (tx) => {
      const prompt = await lockDue(tx, promptId);
      if (!prompt) return;
      const day = tradingDay(prompt.eventAt);
      const published = instruments.get(day) ?? (await findInstrumentOn(tx, day));
      instruments.set(day, published);
      await decide(tx, prompt, { published, answersIn90Days, at });
    });
  }
}

async function decide(
  tx: Tx,
  prompt: DuePrompt,
  given: {
    published: PublishedInstrument;
    answersIn90Days: Readonly<Record<string, number>>;
    at: Date;
  },
): Promise<void> {
  const { published, at } = given;
  const { version, instrument } = published;
  const { personYearMax } = instrument.cooldown;
  const known = await readSituation(tx, prompt, { ...given, personYearMax });
  const { stands, givesWayUntil, situation } = known;
  const touchpoint = instrument.touchpoints.find(({ id }) => id === prompt.touchpoint);
  const reason = stands ?? (touchpoint ? undefined : 'NO_TOUCHPOINT');
  if (!touchpoint || reason !== undefined) {
    const decision = leftAlone(prompt, reason ?? '');
    await setDecision(tx, { ...prompt, version, decision, at, openUntil: at, mailDueAt: null });
    return;
  }
  const lot = { personId: prompt.personId, eventId: String(prompt.eventId) };
  const decision = withAttribute(decidePrompt(instrument, situation), instrument, lot);
  const openUntil = new Date(prompt.eventAt.getTime() + touchpoint.latestHours * HOUR_MS);
  const mayWait = prompt.touchpoint === RELATIONSHIP && at <= openUntil;
  const isAfterDelivery = givesWayUntil !== null && givesWayUntil > at;
  if (mayWait && (isAfterDelivery || PASSING.has(decision.reason))) {
    const tomorrow = at.getTime() + AGAIN_HOURS * HOUR_MS;
    const next = isAfterDelivery ? Math.min(givesWayUntil.getTime(), tomorrow) : tomorrow;
    const until = new Date(Math.min(next, openUntil.getTime() + 1));
    await postponePrompt(tx, { id: prompt.id, until });
    return;
  }
  const mailDueAt = mailMoment(touchpoint, at);
  await setDecision(tx, { ...prompt, version, decision, at, openUntil, mailDueAt });
}

/** What is kept of a prompt that no gate had to look at. */
const leftAlone = (prompt: DuePrompt, reason: string) => ({
  ...{ reason, items: [], candidates: [], weights: [] },
  draws: promptDraws(prompt.personId, String(prompt.eventId)),
  ...{ itemProbability: null, inclusionProbability: null },
});

/**
 * When a moment is asked about by mail: at once where the mail comes first, otherwise
 * once its person had some hours to come to his page; only while people work, which
 * keeps the quiet hours of the instrument. `null` for what is never asked by mail.
 */
export function mailMoment(touchpoint: Pick<Touchpoint, 'channels'>, at: Date): Date | null {
  const { channels } = touchpoint;
  if (!channels.includes('email_1click')) return null;
  return businessHoursAfter(at, channels[0] === 'email_1click' ? 0 : PAGE_FIRST_HOURS);
}
