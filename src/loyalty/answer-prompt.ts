import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { type Answering, insertAnswer } from './answer.queries.ts';

/**
 * Keeps what somebody answered to his own question. He may change it for a day; each
 * change is a further revision, and the last one counts. Refused as over when the time
 * is past, or when it was never asked of him: staff can neither answer for a customer
 * nor bring an answer about (R26).
 */
export async function answerPrompt(tx: Tx, answer: Answering): Promise<void> {
  const revision = await insertAnswer(tx, answer);
  if (revision === undefined) throw new Refusal({ code: 'prompt-over' });
}
