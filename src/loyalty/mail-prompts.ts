import { hashToken, newSessionToken } from '../people/session-token.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { postMail } from '../platform/post-mail.ts';
import { findInstrument } from './instrument-version.queries.ts';
import {
  insertPromptLink,
  listToMail,
  markMailed,
  type PromptToMail,
} from './prompt-link.queries.ts';
import { type Question, questionsOf } from './questions.ts';

/** What a letter with a question is made of. The token stands nowhere else. */
export type PromptNotice = Omit<PromptToMail, 'items' | 'version'> & {
  questions: readonly Question[];
  token: string;
  expiresAt: Date;
};

/** A letter in the reader's language; views write it, the worker binds them. */
export type WritePrompt = (notice: PromptNotice) => { subject: string; body: string };

/** For how long the link of a letter answers (R26). */
const LINK_LASTS_MS = 7 * 86_400_000;
const AT_ONCE_MAX = 100;

/**
 * Asks by mail what nobody has seen on a page: one letter a prompt, with a link that
 * answers once and for seven days. From then on it counts as shown. What is rolled back
 * is never announced, and a job that runs twice writes one letter.
 */
export async function mailPrompts(db: Db, write: WritePrompt, at: Date): Promise<void> {
  const expiresAt = new Date(at.getTime() + LINK_LASTS_MS);
  for (const promptId of await listToMail(db, { at, limit: AT_ONCE_MAX })) {
    await transact(db, async (tx) => {
      const mailed = await markMailed(tx, { promptId, at, openUntil: expiresAt });
      if (!mailed) return;
      const { items, version, ...notice } = mailed;
      const instrument = await findInstrument(tx, version);
      const questions = questionsOf(instrument, items, notice.language);
      const token = newSessionToken();
      const tokenHash = hashToken(token);
      await insertPromptLink(tx, { tokenHash, promptId, mayChange: false, madeAt: at, expiresAt });
      const { recipient } = notice;
      const letter = write({ ...notice, questions, token, expiresAt });
      await postMail(tx, { ...letter, dedupeKey: `prompt ${promptId}`, recipient });
    });
  }
}
