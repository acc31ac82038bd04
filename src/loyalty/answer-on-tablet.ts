import type { Tx } from '../platform/db/database.ts';
import type { Language } from '../platform/db/schema.ts';
import { Refusal } from '../platform/refusal.ts';
import { answerPrompt } from './answer-prompt.ts';
import type { GivenItem } from './questions.ts';
import { findOnTablet, markAnsweredOnTablet, type TabletPrompt } from './tablet-prompt.queries.ts';

/**
 * Keeps what somebody answered by touch on the tablet of a desk, which showed him the
 * question. It counts once: what a tablet kept while it was cut off and sends again
 * changes nothing, and never covers what its person said himself meanwhile (then it is
 * refused as over). An answer that comes late counts from when it was given, as far as
 * the tablet had shown the question by then.
 */
export async function answerOnTablet(
  tx: Tx,
  said: {
    tabletId: string;
    prompt: TabletPrompt;
    given: readonly GivenItem[];
    onlyInTotals: boolean;
    language: Language;
    /** How long ago it was given, by the tablet's clock. */
    secondsAgo: number;
    at: Date;
  },
): Promise<void> {
  const { tabletId, prompt, given, onlyInTotals, language, secondsAgo, at } = said;
  const { id: promptId, personId, companyId, shownAt } = prompt;
  const saidAt = new Date(Math.max(shownAt.getTime(), at.getTime() - secondsAgo * 1000));
  if (!(await markAnsweredOnTablet(tx, { tabletId, promptId, at }))) {
    const kept = await findOnTablet(tx, { tabletId, promptId });
    if (kept?.isAnsweredHere) return;
    throw new Refusal({ code: 'prompt-over' });
  }
  await answerPrompt(tx, {
    ...{ promptId, personId, companyId, given, onlyInTotals, language, at: saidAt },
    ...{ answeredIn: 'desk', dictatedTo: null },
  });
}
