import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import type { PromptDecision } from './prompt.ts';

/** Keeps what was decided of a prompt that is locked, with everything that an answer is weighed by. */
export async function setDecision(
  tx: Tx,
  decided: {
    id: string;
    version: number;
    decision: Omit<PromptDecision, 'reason' | 'instrumentVersion'> & { reason: string };
    at: Date;
    openUntil: Date;
    mailDueAt: Date | null;
  },
): Promise<void> {
  const { id, version, decision, at, openUntil, mailDueAt } = decided;
  const isAsked = decision.reason === 'SHOW';
  await tx
    .updateTable('prompt')
    .set({
      ...{ state: isAsked ? 'offered' : 'silent', reason: decision.reason, decidedAt: at },
      ...{ instrumentVersion: version, items: decision.items, candidates: decision.candidates },
      ...{ weights: decision.weights, drawSample: decision.draws.sample },
      ...{ drawItem: decision.draws.item, itemProbability: decision.itemProbability },
      inclusionProbability: decision.inclusionProbability,
      openUntil: isAsked ? openUntil : null,
      mailDueAt: isAsked ? mailDueAt : null,
    })
    .where('id', '=', id)
    .execute();
}

/** Lets a prompt that is locked wait for another moment. */
export async function postponePrompt(tx: Tx, of: { id: string; until: Date }): Promise<void> {
  await tx.updateTable('prompt').set({ dueAt: of.until }).where('id', '=', of.id).execute();
}

/** Ends what was asked and is over: unseen, or seen and not answered. */
export async function expirePrompts(tx: Tx, at: Date): Promise<void> {
  await sql`
    update prompt set state = 'expired' where state in ('offered', 'shown') and open_until <= ${at}`.execute(
    tx,
  );
}
