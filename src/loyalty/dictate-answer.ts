import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Language } from '../platform/db/schema.ts';
import { Refusal } from '../platform/refusal.ts';
import { answerPrompt } from './answer-prompt.ts';
import type { GivenItem } from './questions.ts';
import { markAskedByPhone, type PromptToDictate } from './shown-prompt.queries.ts';

/**
 * Writes down what the caller dictated by phone, marked as that and with who wrote it
 * (R26): the only way in which one of ours brings an answer in. The customer finds it
 * among his own answers, with the name, and may change it for a day. Refused where he
 * has seen the question himself meanwhile: then he answers it himself.
 */
export async function dictateAnswer(
  tx: Tx,
  clerk: Staff,
  dictated: {
    prompt: PromptToDictate;
    orderId: string;
    given: readonly GivenItem[];
    onlyInTotals: boolean;
    language: Language;
    at: Date;
  },
): Promise<void> {
  const { prompt, orderId, given, onlyInTotals, language, at } = dictated;
  if (!may(clerk, 'serve-phone')) throw new Refusal({ code: 'not-permitted' });
  const { id: promptId, personId, companyId } = prompt;
  if (!(await markAskedByPhone(tx, { promptId, orderId, language, at }))) {
    throw new Refusal({ code: 'prompt-over' });
  }
  await answerPrompt(tx, {
    ...{ promptId, personId, companyId, given, onlyInTotals, language, at },
    ...{ answeredIn: 'phone', dictatedTo: clerk.personId },
  });
}
