import { hashToken, newSessionToken } from '../people/session-token.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Language } from '../platform/db/schema.ts';
import { Refusal } from '../platform/refusal.ts';
import { answerPrompt } from './answer-prompt.ts';
import { insertPromptLink, type LinkedPrompt, spendPromptLink } from './prompt-link.queries.ts';
import type { GivenItem } from './questions.ts';

const DAY_MS = 86_400_000;

/**
 * Keeps the answer of somebody who came by the link of a letter, which is used up by
 * that: whoever gets the letter later cannot answer again. Gives the token of the page
 * on which he may change it for a day, which is his alone. Such a page keeps its token.
 * Refused where the link was used before.
 */
export async function answerByLink(
  tx: Tx,
  prompt: LinkedPrompt,
  said: {
    token: string;
    given: readonly GivenItem[];
    onlyInTotals: boolean;
    language: Language;
    at: Date;
  },
): Promise<string> {
  const { token, given, onlyInTotals, language, at } = said;
  const { id: promptId, personId, companyId, mayChange } = prompt;
  if (!mayChange && !(await spendPromptLink(tx, { tokenHash: hashToken(token), at }))) {
    throw new Refusal({ code: 'prompt-link-used' });
  }
  await answerPrompt(tx, {
    ...{ promptId, personId, companyId, given, onlyInTotals, language, at },
    ...{ answeredIn: 'mail', dictatedTo: null },
  });
  if (mayChange) return token;
  const own = newSessionToken();
  await insertPromptLink(tx, {
    ...{ tokenHash: hashToken(own), promptId, mayChange: true, madeAt: at },
    expiresAt: new Date(at.getTime() + DAY_MS),
  });
  return own;
}
